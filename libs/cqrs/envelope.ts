import { derivedId } from '#libs/kernel/ids.js';
import type { DomainEvent, EventData, Metadata, Origin } from '#libs/kernel/event.js';
import type { CommandRequest } from './request.js';

interface Enveloping {
  readonly request: CommandRequest;
  readonly digest: string;
  readonly recordedAt: string;
  readonly revisions: Readonly<Record<string, number>>;
  readonly origin?: Origin;
}

/** Ids are derived, so that the same command appended twice is recognised by the store (engine 6). */
export const envelope = (decided: readonly DomainEvent[], enveloping: Enveloping): readonly EventData[] => {
  const { request, digest } = enveloping;
  return decided.map(({ type, data }, index) => ({
    id: derivedId(request.actor.id, request.key, digest, index, streamKey(request)),
    type,
    data: JSON.parse(JSON.stringify(data)) as unknown,
    metadata: metadataOf(enveloping, request.aggregate.versions[type as never] ?? 1),
  }));
};

const streamKey = ({ aggregate, id }: CommandRequest): string => aggregate.stream(id);

const metadataOf = (enveloping: Enveloping, schemaVersion: number): Metadata => {
  const { request, digest, recordedAt, revisions, origin } = enveloping;
  const { actor, key, source } = request;
  return JSON.parse(
    JSON.stringify({
      recordedAt,
      actor: actor.id,
      post: actor.post,
      unit: actor.unit,
      onBehalfOf: actor.onBehalfOf,
      $correlationId: request.correlationId ?? derivedId('correlation', actor.id, key),
      $causationId: request.causationId,
      commandKey: key,
      bodyDigest: digest,
      schemaVersion,
      origin,
      source,
      $context: Object.keys(revisions).length > 0 ? revisions : undefined,
    }),
  ) as Metadata;
};
