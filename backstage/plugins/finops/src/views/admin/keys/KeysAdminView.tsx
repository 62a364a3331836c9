/** To be written. */
export default function KeysAdminView() {
  return null;
}
