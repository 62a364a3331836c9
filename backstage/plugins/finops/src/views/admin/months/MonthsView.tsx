import { Route, Routes } from 'react-router-dom';
import { MonthList } from './MonthList';
import { MonthPage } from './MonthPage';

/** Every month, and one of them with what stands against closing it. */
export default function MonthsView() {
  return (
    <Routes>
      <Route index element={<MonthList />} />
      <Route path=":period" element={<MonthPage />} />
    </Routes>
  );
}
