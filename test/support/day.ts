/** Calendar days as text, for building events: `YYYY-MM-DD` in, `YYYY-MM-DD` out. Apart from the domain's own on purpose. */
const DAY_MS = 86_400_000;

/** The day `days` later (earlier when negative). */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `dd/mm/yyyy` as `yyyy-mm-dd`; empty stays empty. */
export function fromSlashes(text: string): string {
  return text.split('/').reverse().join('-');
}
