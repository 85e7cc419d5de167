/** A text of a definition: what stands between backticks is a name of the API, and drawn as one. */
export function Marked({ text }: { text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
