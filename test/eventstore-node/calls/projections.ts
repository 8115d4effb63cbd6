import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import structs from 'google-protobuf/google/protobuf/struct_pb.js';
import projections from '@eventstore/db-client/generated/projections_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { enter, serviceError, type Ground } from '../ground.js';
import type { Mode, ProjectionOptions, Runner } from '../projections/projection.js';
import { asOperator, unaryCall, type UnaryCall } from './unary.js';

/** Projections management: on the leader, by admins and operators. */
export const projectionCalls = (ground: Ground) => {
  const all = ground.services.projections;
  const operated = <Req, Res>(act: (request: Req) => Res) =>
    unaryCall(ground, (call: UnaryCall<Req>) => {
      asOperator(ground, call);
      return act(call.request);
    });
  return {
    create: operated((request: projections.CreateReq) => {
      all.create(optionsOf(request.getOptions()!));
      return new projections.CreateResp();
    }),
    update: operated((request: projections.UpdateReq) => {
      const options = request.getOptions()!;
      const mayEmit = options.hasEmitEnabled() ? { mayEmit: options.getEmitEnabled() } : {};
      all.update(options.getName(), { query: options.getQuery(), ...mayEmit });
      return new projections.UpdateResp();
    }),
    delete: operated((request: projections.DeleteReq) => {
      const options = request.getOptions()!;
      all.delete(options.getName(), { emittedStreams: options.getDeleteEmittedStreams() });
      return new projections.DeleteResp();
    }),
    enable: operated((request: projections.EnableReq) => {
      all.enable(request.getOptions()!.getName());
      return new projections.EnableResp();
    }),
    disable: operated((request: projections.DisableReq) => {
      const options = request.getOptions()!;
      all.disable(options.getName(), options.getWriteCheckpoint() ? 'Stopped' : 'Aborted');
      return new projections.DisableResp();
    }),
    reset: operated((request: projections.ResetReq) => {
      all.reset(request.getOptions()!.getName());
      return new projections.ResetResp();
    }),
    state: operated((request: projections.StateReq) => {
      const options = request.getOptions()!;
      const state = all.written(options.getName()).state(options.getPartition());
      return new projections.StateResp().setState(valueOf(state));
    }),
    result: operated((request: projections.ResultReq) => {
      const options = request.getOptions()!;
      const result = all.written(options.getName()).result(options.getPartition());
      return new projections.ResultResp().setResult(valueOf(result));
    }),
    restartSubsystem: operated((_: shared.Empty) => new shared.Empty()),
    statistics: statisticsCall(ground),
  };
};

const optionsOf = (options: projections.CreateReq.Options): ProjectionOptions => {
  const continuous = options.getContinuous();
  const mode: Mode = options.hasOneTime() ? 'OneTime' : options.hasTransient() ? 'Transient' : 'Continuous';
  return {
    name: continuous?.getName() ?? options.getTransient()?.getName() ?? randomUUID(),
    mode,
    query: options.getQuery(),
    mayEmit: continuous?.getEmitEnabled() ?? false,
    tracks: continuous?.getTrackEmittedStreams() ?? false,
  };
};

/** As JSON carries it: what a script left may be of another world. */
const valueOf = (state: unknown): structs.Value =>
  structs.Value.fromJavaScript(JSON.parse(JSON.stringify(state ?? null)) as structs.JavaScriptValue);

type StatisticsCall = ServerWritableStream<projections.StatisticsReq, projections.StatisticsResp>;

const statisticsCall =
  (ground: Ground) =>
  (call: StatisticsCall): void => {
    const tell = async (): Promise<void> => {
      await enter(ground, call);
      asOperator(ground, call);
      const asked = askedFor(ground, call.request.getOptions()!);
      asked.forEach((runner) => void call.write(new projections.StatisticsResp().setDetails(details(ground, runner))));
    };
    tell().then(
      () => call.end(),
      (error: unknown) => call.emit('error', serviceError(error)),
    );
  };

const askedFor = ({ services }: Ground, options: projections.StatisticsReq.Options): readonly Runner[] => {
  const all = services.projections;
  if (options.hasName()) return [all.get(options.getName())];
  if (options.hasAll()) return all.list();
  const mode: Mode = options.hasOneTime() ? 'OneTime' : options.hasTransient() ? 'Transient' : 'Continuous';
  return all.list().filter((runner) => runner.mode === mode);
};

const details = ({ log }: Ground, runner: Runner): projections.StatisticsResp.Details => {
  const at = log.all[runner.index - 1]?.position ?? 0n;
  const place = `C:${at}/P:${at}`;
  return new projections.StatisticsResp.Details()
    .setName(runner.name)
    .setEffectivename(runner.name)
    .setMode(runner.mode)
    .setStatus(runner.status)
    .setStatereason(runner.reason)
    .setVersion('1')
    .setEpoch('-1')
    .setPosition(place)
    .setLastcheckpoint(place)
    .setProgress(log.all.length === 0 ? 100 : (100 * runner.index) / log.all.length)
    .setEventsprocessedafterrestart(String(runner.handled))
    .setCoreprocessingtime('0')
    .setBufferedevents('0');
};
