import type { ProjectionFact, ProjectorOptions } from '#libs/projecting/options.js';
import { projector } from '#libs/projecting/projector.js';
import type { Projector } from '#libs/projecting/projector.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { projectorOptions } from './projecting.js';

/** What a process asks of its projector, wherever it runs: here or in a thread of its own. */
export type ProjectorPort = Pick<
  Projector,
  'settle' | 'stop' | 'rebuild' | 'cancelRebuild' | 'skip' | 'resume' | 'progress' | 'health'
>;

export interface ProjectorPlace {
  readonly events: EventStore;
  readonly views: ViewStore;
  readonly prefix: string;
  readonly monotonic: () => number;
  readonly record: (fact: ProjectionFact) => Promise<void>;
  readonly streamShares?: ProjectorOptions['streamShares'];
  readonly pageSize?: number;
  readonly livePageSize?: number;
}

/** In this thread, moved by `settle` alone: for the command line, specs and the sample data. */
export const inlineProjector = async (place: ProjectorPlace): Promise<ProjectorPort> => {
  const inline = projector(projectorOptions(place));
  await inline.start();
  return inline;
};
