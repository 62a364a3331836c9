/** To be written. */
export default function GapsView() {
  return null;
}
