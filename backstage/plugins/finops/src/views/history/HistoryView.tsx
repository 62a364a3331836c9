/** To be written. */
export default function HistoryView() {
  return null;
}
