import type { Figure } from '#libs/office/briefing-events.js';

/** A number in prose: as printed, with what opens it, and the figure it is. */
export interface Field {
  readonly text: string;
  readonly address: string;
  readonly figure?: Figure;
}
