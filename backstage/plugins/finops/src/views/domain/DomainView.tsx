/** To be written. */
export default function DomainView() {
  return null;
}
