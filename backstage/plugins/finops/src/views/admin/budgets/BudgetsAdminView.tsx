import { Flex } from '@backstage/ui';
import { Comparison } from './Comparison';
import { PublishBudgets } from './PublishBudgets';
import { Versions } from './Versions';

/** Budgets against cost; a new version from a file; the versions that there were. */
export default function BudgetsAdminView() {
  return (
    <Flex direction="column" gap="6">
      <Comparison />
      <PublishBudgets />
      <Versions />
    </Flex>
  );
}
