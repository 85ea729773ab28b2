/** A database as it lies there: its native version, null when there is none, and the rows of its queue. */
export interface Looked {
  native: number | null;
  waiting: number;
}

/** What a page finds once the newest app has opened it. */
export interface Upgraded {
  /** Before. */
  looked: Looked;
  native: number;
  ids: string[];
  /** Is a person told that the browser had emptied it? */
  told: boolean;
}

/** A tab of an older app that scanned while another one brought the tables up to date. */
export interface TwoTabs {
  before: string[];
  stored: string[];
  /** Codes of the scans that were refused. */
  refused: string[];
  held: string[];
  tookMs: number;
}
