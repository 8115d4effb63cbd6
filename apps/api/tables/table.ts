/** A cell as a person reads it; a number stays one in a workbook. */
export type Cell = string | number | null;

/** Any answer as rows: the same on the command line and in a file. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
