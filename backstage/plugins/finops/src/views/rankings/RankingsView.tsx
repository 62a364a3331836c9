import { useAddressed } from '../../filters/useFilters';
import { Anomalies } from './Anomalies';
import { oneOf, ORDERS } from './orders';
import { Ranking } from './Ranking';

/** What costs most, grew most, shrank most, or is unlike the months before. */
export default function RankingsView() {
  const [said] = useAddressed('order');
  const order = oneOf(ORDERS, said);
  return order === 'anomalies' ? <Anomalies /> : <Ranking order={order} />;
}
