/** To be written. */
export default function RunsView() {
  return null;
}
