/** To be written. */
export default function ApplicationsView() {
  return null;
}
