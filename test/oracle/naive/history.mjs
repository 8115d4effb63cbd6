// What a stream says at (V, K), from the lines of `log export` and nothing else (semantics 1, 5, 7).

const actsOfCorrecting = ['FactCorrected', 'FactRetracted', 'CorrectionProposed', 'CorrectionRejected'];

const takenBackBy = ({ type, data }) => (type === 'FactRetracted' ? [data.target, ...(data.together ?? [])] : []);

/** Lines known at K, without those that a standing retraction takes back; a retraction may be taken back itself. */
const standing = (lines, knownAt) => {
  const known = lines.filter(({ seq }) => seq <= knownAt);
  const stands = (line) =>
    !known.some((later) => later.seq > line.seq && takenBackBy(later).includes(line.id) && stands(later));
  return known.filter(stands);
};

const withField = (data, correction, field) => {
  const { [field]: _before, ...rest } = data;
  return field in correction.data ? { ...rest, [field]: correction.data[field] } : rest;
};

/** Field by field, oldest correction first, so that the last one wins. */
const corrected = (line, live) =>
  live
    .filter(({ type, data }) => type === 'FactCorrected' && data.target === line.id)
    .flatMap(({ data }) => data.fields.map((field) => [data, field]))
    .reduce((data, [correction, field]) => withField(data, correction, field), line.data);

const dayOf = (data) => data.occurredOn ?? data.effectiveFrom ?? '0000-01-01';

/** The ordinary events of one stream at (V, K), as they read now, by day and then by place in the log. */
export const eventsAt = (lines, { validAt = '9999-12-31', knownAt = Infinity }) => {
  const live = standing(lines, knownAt);
  return live
    .filter(({ type }) => !actsOfCorrecting.includes(type))
    .map((line) => {
      const data = corrected(line, live);
      return { type: line.type, id: line.id, seq: line.seq, on: dayOf(data), data };
    })
    .filter(({ on }) => on <= validAt)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq));
};

export const upTo = (events, day) => events.filter(({ on }) => on <= day);
export const ofType = (events, ...types) => events.filter(({ type }) => types.includes(type));
export const lastOf = (events, ...types) => ofType(events, ...types).at(-1);
