/** To be written. */
export default function DomainsAdminView() {
  return null;
}
