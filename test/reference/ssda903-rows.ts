/** What the ssda903 mapping knows of a row and of a child. */

/** A row of an episodes file, as known by now. */
export interface Episode {
  readonly child: string;
  readonly from: string;
  /** Last day; empty while open. */
  readonly until: string;
  /** REC, meaningless while open. */
  readonly reason: string;
  readonly legalStatus: string;
  readonly careForm: string;
  readonly provider: string;
}

/** What every opening event of a child says. */
export interface ChildData {
  readonly client: { readonly pseudonym: string };
  readonly municipality: string;
  readonly born: string;
  readonly sex: string;
}
