/** To be written. */
export default function FamilyView() {
  return null;
}
