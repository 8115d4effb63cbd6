import { contactRow } from '#libs/cases/facts.js';
import { marked } from '#libs/cases/folding.js';
import type { CaseState } from '#libs/cases/state.js';
import type { EffectiveEvent } from '#libs/kernel/history.js';
import type { RowFact } from './fact-sheet.js';
import { dayOfEvent, turned, type Stretch } from './timeline.js';

type Registered = CaseState['registered'];
type Contact = CaseState['contacts'][number];

/** How the case is registered from a day on: what the rows of its contacts rest on, beside their own events. */
export class Registrations {
  private readonly turns: { readonly day: number; readonly registered: Registered }[] = [];
  private moved = false;

  /** Forgets what was said for a day and later. */
  cutFrom(day: number): void {
    while ((this.turns.at(-1)?.day ?? -Infinity) >= day) this.drop();
  }

  /** As the day ends, or as far as it is known. */
  note(day: number, registered: Registered): void {
    if (this.turns.at(-1)?.registered === registered) return;
    if (this.turns.at(-1)?.day === day) this.drop();
    this.turns.push({ day, registered });
    this.moved = true;
  }

  /** Whether anything was said otherwise since this was asked last. */
  hasMoved(): boolean {
    const { moved } = this;
    this.moved = false;
    return moved;
  }

  stretchesOf(event: EffectiveEvent): readonly Stretch[] {
    const contact = { ...(event.data as object), mark: marked(event) } as Contact;
    const start = dayOfEvent(event.on);
    return this.turns.reduce<readonly Stretch[]>((stretches, { day, registered }) => {
      const fact = registered && rowOf(contact, registered);
      return turned(stretches, { day: Math.max(start, day), ...(fact && { fact }) });
    }, []);
  }

  private drop(): void {
    this.turns.pop();
    this.moved = true;
  }
}

const rowOf = (contact: Contact, registered: Registered): RowFact => {
  const { grain, key, fields } = contactRow(contact, { registered });
  return { grain, key, parts: [fields] };
};
