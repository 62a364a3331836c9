/** To be written. */
export default function AuditView() {
  return null;
}
