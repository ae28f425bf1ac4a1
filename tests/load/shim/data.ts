/** k6's SharedArray: one process, so nothing to share. */
export function SharedArray<T>(this: unknown, _name: string, make: () => T[]): T[] {
  return make();
}
