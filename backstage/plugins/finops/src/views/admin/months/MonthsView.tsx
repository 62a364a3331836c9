/** To be written. */
export default function MonthsView() {
  return null;
}
