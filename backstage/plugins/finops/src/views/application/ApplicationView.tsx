/** To be written. */
export default function ApplicationView() {
  return null;
}
