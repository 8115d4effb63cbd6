import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Ground } from '../ground.js';
import { streamNameOf } from '../messages.js';
import { allSource, type Source } from '../persistent/settings.js';
import { infoMessage } from './persistent-info.js';
import { consumeCall } from './persistent-read.js';
import { groupRequestOf, sourceOf } from './persistent-settings.js';
import { asOperator, unaryCall, type UnaryCall } from './unary.js';

/** Persistent subscriptions: made, changed and looked at on the leader, by admins and operators. */
export const persistentCalls = (ground: Ground) => {
  const { groups } = ground.services;
  const operated = <Req, Res>(act: (request: Req) => Res) =>
    unaryCall(ground, (call: UnaryCall<Req>) => {
      asOperator(ground, call);
      return act(call.request);
    });
  return {
    create: operated((request: persistent.CreateReq) => {
      const { source, name, settings } = groupRequestOf(request.getOptions()!);
      groups.create(source, name, settings);
      return new persistent.CreateResp();
    }),
    update: operated((request: persistent.UpdateReq) => {
      const { source, name, settings } = groupRequestOf(request.getOptions()!);
      groups.update(source, name, settings);
      return new persistent.UpdateResp();
    }),
    delete: operated((request: persistent.DeleteReq) => {
      const options = request.getOptions()!;
      groups.delete(sourceOf(options), options.getGroupName());
      return new persistent.DeleteResp();
    }),
    getInfo: operated((request: persistent.GetInfoReq) => {
      const options = request.getOptions()!;
      const group = groups.get(sourceOf(options), options.getGroupName());
      return new persistent.GetInfoResp().setSubscriptionInfo(infoMessage(group));
    }),
    list: operated((request: persistent.ListReq) => {
      const found = groups.list(listedSource(request.getOptions()!));
      return new persistent.ListResp().setSubscriptionsList(found.map(infoMessage));
    }),
    replayParked: operated((request: persistent.ReplayParkedReq) => {
      const options = request.getOptions()!;
      const group = groups.get(sourceOf(options), options.getGroupName());
      group.replayParked(options.hasStopAt() ? BigInt(options.getStopAt()) : undefined);
      return new persistent.ReplayParkedResp();
    }),
    restartSubsystem: operated((_: shared.Empty) => {
      groups.restart();
      return new shared.Empty();
    }),
    read: consumeCall(ground),
  };
};

const listedSource = (options: persistent.ListReq.Options): Source | undefined => {
  const asked = options.getListForStream();
  if (!asked) return undefined;
  return asked.hasAll() ? allSource : streamNameOf(asked.getStream());
};
