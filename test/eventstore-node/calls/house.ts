import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { enter, serviceError, silence, type Ground, type Member } from '../ground.js';

type Call = ServerUnaryCall<shared.Empty, unknown>;

/** Answered by every node that lives, whatever its role (eventstoredb.md 1). */
export const gossipCall =
  (ground: Ground) =>
  (_: Call, answer: sendUnaryData<gossip.ClusterInfo>): void => {
    if (ground.faults.silent) return void silence();
    answer(null, new gossip.ClusterInfo().setMembersList(ground.members().map(memberMessage)));
  };

const states = {
  leader: gossip.MemberInfo.VNodeState.LEADER,
  follower: gossip.MemberInfo.VNodeState.FOLLOWER,
  starting: gossip.MemberInfo.VNodeState.INITIALIZING,
};

const memberMessage = ({ id, role, isAlive, host, port }: Member): gossip.MemberInfo =>
  new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(id))
    .setTimeStamp(String(Date.now() * 10_000))
    .setState(states[role])
    .setIsAlive(isAlive)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));

/** What the loopback node speaks, with the features the client asks for by name before it calls. */
const sources = ['stream', 'all'];
const methods: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'event_store.client.streams.Streams': { Read: [], Append: [], Delete: [], Tombstone: [], BatchAppend: [] },
  'event_store.client.persistent_subscriptions.PersistentSubscriptions': {
    ...{ Create: sources, Update: sources, Delete: sources, Read: sources, GetInfo: sources },
    ...{ ReplayParked: sources, List: sources, RestartSubsystem: [] },
  },
  'event_store.client.projections.Projections': {
    ...{ Create: ['track_emitted_streams'], Update: [], Delete: [], Statistics: [], Disable: [], Enable: [] },
    ...{ Reset: [], State: [], Result: [], RestartSubsystem: [] },
  },
  'event_store.client.gossip.Gossip': { Read: [] },
  'event_store.client.server_features.ServerFeatures': { GetSupportedMethods: [] },
};

export const featuresCall =
  (ground: Ground, version: string) =>
  (call: Call, answer: sendUnaryData<features.SupportedMethods>): void => {
    enter(ground, call).then(
      () => answer(null, supported(version)),
      (error: unknown) => answer(serviceError(error)),
    );
  };

const supported = (version: string): features.SupportedMethods =>
  new features.SupportedMethods().setEventStoreServerVersion(version).setMethodsList(
    Object.entries(methods).flatMap(([service, names]) =>
      Object.entries(names).map(([name, said]) =>
        new features.SupportedMethod()
          .setServiceName(service.toLowerCase())
          .setMethodName(name.toLowerCase())
          .setFeaturesList([...said]),
      ),
    ),
  );
