import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Change } from '#libs/view-store/port.js';
import { toldApart } from './own-views.js';
import type { LogTrack } from './track.js';

/** What a page came to: all of it, or all before the event that cannot be folded. */
export interface Folded {
  readonly changes: readonly Change[];
  /** The folder waits to hear whether this was committed. */
  readonly isPending: boolean;
  readonly poison?: { readonly event: RecordedEvent; readonly error: unknown };
}

/** @throws errors of the store, which are no event's fault */
export const foldPage = async (track: LogTrack, events: readonly RecordedEvent[]): Promise<Folded> => {
  if (events.length === 0) return { changes: [], isPending: false };
  const whole = await tryFold(track, events);
  return 'thrown' in whole ? foldBeforePoison(track, events, whole.thrown) : whole;
};

/** Halves the page until one event is named: 11 tries for a page of 2,000 (architecture 4). */
const foldBeforePoison = async (track: LogTrack, events: readonly RecordedEvent[], first: unknown): Promise<Folded> => {
  let [good, bad, error] = [0, events.length, first];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const half = await tryFold(track, events.slice(0, middle));
    if ('thrown' in half) [bad, error] = [middle, half.thrown];
    else {
      track.folder.forget();
      good = middle;
    }
  }
  const event = events[good] as RecordedEvent;
  const before = await foldPage(track, events.slice(0, good));
  return { poison: { event, error }, ...before };
};

type Tried = Folded | { readonly thrown: unknown };

const tryFold = ({ folder, storeErrors }: LogTrack, events: readonly RecordedEvent[]): Promise<Tried> =>
  toldApart<Tried>(
    storeErrors,
    async () => ({ changes: await folder.apply(events), isPending: true }),
    (thrown) => {
      folder.forget();
      return { thrown };
    },
  );
