/** To be written. */
export default function ProductView() {
  return null;
}
