/** What every page gets: what stands after its name in the address (`/explore/dropout` → `dropout`), or null. */
export interface PageProps {
  readonly subject: string | null;
}
