/**
 * One line of a file of values: each cell on one line, quoted where it has to be. Words that a spreadsheet would take for a formula are
 * quoted by an apostrophe, because people open such files in one.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const oneLine = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
  const plain = /^-?\d+$/.test(oneLine) || !/^[=+\-@]/.test(oneLine) ? oneLine : `'${oneLine}`
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
