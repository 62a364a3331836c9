/** To be written. */
export default function PricesAdminView() {
  return null;
}
