type Value = { toString(): string } | null;

/** A value as RFC 4180 writes it; null is empty. */
function field(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Rows under a line of names, for what the API gives as no CSV of its own. Amounts keep every digit. */
export function csvText(
  names: readonly string[],
  rows: readonly (readonly Value[])[],
): string {
  return [names, ...rows]
    .map(row => `${row.map(field).join(',')}\r\n`)
    .join('');
}
