/** To be written. */
export default function AdminView() {
  return null;
}
