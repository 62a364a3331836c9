import { Route, Routes } from 'react-router-dom';
import { PricingViewList } from './PricingViewList';
import { PricingViewPage } from './PricingViewPage';

/** Every pricing view, and one of them with its versions and its draft. */
export default function PricesAdminView() {
  return (
    <Routes>
      <Route index element={<PricingViewList />} />
      <Route path=":viewId" element={<PricingViewPage />} />
    </Routes>
  );
}
