/** To be written. */
export default function BudgetsAdminView() {
  return null;
}
