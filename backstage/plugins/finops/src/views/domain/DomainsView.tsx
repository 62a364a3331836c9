/** To be written. */
export default function DomainsView() {
  return null;
}
