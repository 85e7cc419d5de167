/** Every client that the data of events names: by `client`, by a link to another, also inside a correction. */
export function clientsIn(values: readonly unknown[]): readonly string[] {
  const found = new Set<string>();
  for (const value of values) visit(value, found);
  return [...found];
}

function visit(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if ((name === 'pseudonym' || name === 'otherClient') && typeof member === 'string') found.add(member);
    else visit(member, found);
  }
}
