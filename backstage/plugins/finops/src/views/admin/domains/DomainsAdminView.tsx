import { Route, Routes } from 'react-router-dom';
import { DomainList } from './DomainList';
import { DomainPage } from './DomainPage';
import { NewDomain } from './NewDomain';

/** Every domain as it is written, one of them, and a new one. */
export default function DomainsAdminView() {
  return (
    <Routes>
      <Route index element={<DomainList />} />
      <Route path="new" element={<NewDomain />} />
      <Route path=":domainId" element={<DomainPage />} />
    </Routes>
  );
}
