/**
 * The text of a file as spreadsheets write it: UTF-8, or Windows-1252 when the
 * bytes are no UTF-8, as older French Excels write.
 */
export function decodeCsv(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
