// Dates as the wall calendar has them: days since 1970 by UTC, no zone and no locale.

const millis = 24 * 60 * 60 * 1000;

const numbers = new Map();
export const number = (day) => {
  if (!numbers.has(day)) numbers.set(day, Math.round(Date.parse(`${day}T00:00:00Z`) / millis));
  return numbers.get(day);
};
export const day = (n) => new Date(n * millis).toISOString().slice(0, 10);
export const next = (on, n = 1) => day(number(on) + n);
export const between = (from, to) => number(to) - number(from);

/** Monday to Friday, but for what the notices known say; of a day in December the later year's notice holds. */
export const isWorking = (on, notices) => {
  for (const notice of notices.toSorted((a, b) => b.year - a.year)) {
    if (notice.holidays.includes(on)) return false;
    if (notice.workingDays.includes(on)) return true;
  }
  const weekday = new Date(number(on) * millis).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

/** Working days after `from` up to and including `to`; negative the other way round. */
export const workingDays = (from, to, notices) => {
  if (to < from) return -workingDays(to, from, notices);
  let count = 0;
  for (let on = next(from); on <= to; on = next(on)) if (isWorking(on, notices)) count += 1;
  return count;
};
