import { Comparison } from './Comparison';
import { PublishBudgets } from './PublishBudgets';
import { Versions } from './Versions';

/** Budgets against cost; a new version from a file; the versions that there were. */
export default function BudgetsAdminView() {
  return (
    <>
      <Comparison />
      <PublishBudgets />
      <Versions />
    </>
  );
}
