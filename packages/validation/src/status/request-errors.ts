import type { StatusText } from './status-text.js';

/** Exception codes of rejected requests. Source: the tables of responses with status 400 in the contract. */
export const requestErrors: Readonly<Record<number, StatusText>> = {
  9101: {
    meaning: {
      en: 'The login document is not valid XML of the right form.',
      pl: 'Dokument uwierzytelnienia nie jest poprawnym XML o wymaganej strukturze.',
    },
    advice: {
      en: 'Send the document as it was signed, without changes after signing.',
      pl: 'Wyślij dokument w postaci, w jakiej go podpisano, bez zmian po podpisaniu.',
    },
  },
  9102: {
    meaning: { en: 'The login document has no signature.', pl: 'Dokument uwierzytelnienia nie ma podpisu.' },
    advice: { en: 'Sign it with XAdES before you send it.', pl: 'Podpisz go (XAdES) przed wysłaniem.' },
  },
  9103: {
    meaning: {
      en: 'The login document has too many signatures.',
      pl: 'Dokument uwierzytelnienia ma za dużo podpisów.',
    },
    advice: { en: 'Sign it once.', pl: 'Podpisz go jeden raz.' },
  },
  9105: {
    meaning: { en: 'The signature is not valid.', pl: 'Podpis jest nieprawidłowy.' },
    advice: {
      en: 'Check that key and certificate belong together and that the document was not changed after signing.',
      pl: 'Sprawdź, czy klucz pasuje do certyfikatu i czy dokumentu nie zmieniono po podpisaniu.',
    },
  },
  21001: {
    meaning: { en: 'KSeF cannot read the request.', pl: 'KSeF nie może odczytać żądania.' },
    advice: {
      en: 'Check that the body is JSON as the contract describes.',
      pl: 'Sprawdź, czy treść jest JSON-em zgodnym z kontraktem.',
    },
  },
  21111: {
    meaning: {
      en: 'The login challenge is unknown or has expired.',
      pl: 'Wyzwanie autoryzacyjne jest nieznane albo wygasło.',
    },
    advice: {
      en: 'Fetch a new challenge and use it within ten minutes. Check the clock.',
      pl: 'Pobierz nowe wyzwanie i użyj go w ciągu dziesięciu minut. Sprawdź zegar.',
    },
  },
  21115: {
    meaning: { en: 'KSeF does not accept the certificate.', pl: 'KSeF nie akceptuje certyfikatu.' },
    advice: {
      en: 'Check its validity, its issuer and whether it was revoked.',
      pl: 'Sprawdź jego ważność, wystawcę i to, czy nie został unieważniony.',
    },
  },
  21117: {
    meaning: {
      en: 'The identifier does not fit the kind of context.',
      pl: 'Identyfikator nie pasuje do typu kontekstu.',
    },
    advice: {
      en: 'Check the context: a NIP for `Nip`, an internal identifier for `InternalId`.',
      pl: 'Sprawdź kontekst: NIP dla `Nip`, identyfikator wewnętrzny dla `InternalId`.',
    },
  },
  21155: {
    meaning: {
      en: 'The session has as many invoices as it may have.',
      pl: 'Sesja zawiera już największą dozwoloną liczbę faktur.',
    },
    advice: {
      en: 'Close it and open another one for the rest.',
      pl: 'Zamknij ją i otwórz następną dla pozostałych faktur.',
    },
  },
  21157: {
    meaning: {
      en: 'A part of the package does not have the declared size, or is too large.',
      pl: 'Część paczki ma inny rozmiar niż zadeklarowany albo jest za duża.',
    },
    advice: {
      en: 'Upload exactly the bytes that were declared, at most 100 MB before encryption.',
      pl: 'Wyślij dokładnie te bajty, które zadeklarowano, najwyżej 100 MB przed zaszyfrowaniem.',
    },
  },
  21161: {
    meaning: { en: 'The package has too many parts.', pl: 'Paczka ma za dużo części.' },
    advice: {
      en: 'Use at most 50 parts, or several batches.',
      pl: 'Podziel ją na najwyżej 50 części albo wyślij kilka paczek.',
    },
  },
  21164: {
    meaning: { en: 'KSeF does not have this invoice.', pl: 'W KSeF nie ma takiej faktury.' },
    advice: {
      en: 'Check the number, the environment and the context.',
      pl: 'Sprawdź numer, środowisko i kontekst.',
    },
  },
  21165: {
    meaning: {
      en: 'The invoice is processed but cannot be downloaded yet.',
      pl: 'Faktura jest przetworzona, ale jeszcze nie można jej pobrać.',
    },
    advice: { en: 'Try again later.', pl: 'Spróbuj ponownie później.' },
  },
  21166: {
    meaning: {
      en: 'The invoice already has a technical correction.',
      pl: 'Faktura ma już korektę techniczną.',
    },
    advice: {
      en: 'Nothing is left to do: look at the status of the correction.',
      pl: 'Nic nie trzeba robić: sprawdź status korekty.',
    },
  },
  21167: {
    meaning: {
      en: 'The invoice was accepted, so it cannot be corrected technically.',
      pl: 'Fakturę przyjęto, więc nie można wysłać do niej korekty technicznej.',
    },
    advice: {
      en: 'Issue a correcting invoice if something in it is wrong.',
      pl: 'Jeśli zawiera błąd, wystaw fakturę korygującą.',
    },
  },
  21173: {
    meaning: { en: 'KSeF does not know this session.', pl: 'KSeF nie zna takiej sesji.' },
    advice: {
      en: 'Check the reference number, the environment and the context. Right after opening, wait a moment and try again.',
      pl: 'Sprawdź numer referencyjny, środowisko i kontekst. Tuż po otwarciu sesji odczekaj chwilę i spróbuj ponownie.',
    },
  },
  21175: {
    meaning: { en: 'KSeF does not know this export.', pl: 'KSeF nie zna takiego eksportu.' },
    advice: { en: 'Start the export again.', pl: 'Uruchom eksport ponownie.' },
  },
  21178: {
    meaning: { en: 'KSeF does not have this receipt (UPO).', pl: 'W KSeF nie ma takiego UPO.' },
    advice: {
      en: 'Check the numbers. KSeF issues it once the invoice is accepted and the session is processed.',
      pl: 'Sprawdź numery. KSeF wystawia UPO, gdy faktura jest przyjęta, a sesja przetworzona.',
    },
  },
  21180: {
    meaning: {
      en: 'The status of the session does not allow this.',
      pl: 'Status sesji nie pozwala na tę operację.',
    },
    advice: {
      en: 'Look at the status of the session. With 415, open a new session and send the invoices again.',
      pl: 'Sprawdź status sesji. Jeśli to 415, otwórz nową sesję i wyślij faktury ponownie.',
    },
  },
  21181: {
    meaning: {
      en: 'The export is not allowed in this role and context.',
      pl: 'W tej roli i w tym kontekście nie można wykonać eksportu.',
    },
    advice: {
      en: 'Check your role in the invoices and the context.',
      pl: 'Sprawdź rolę w fakturach i kontekst.',
    },
  },
  21182: {
    meaning: { en: 'Too many exports are running.', pl: 'Trwa zbyt wiele eksportów.' },
    advice: { en: 'Wait until one of them ends.', pl: 'Poczekaj, aż któryś się skończy.' },
  },
  21183: {
    meaning: {
      en: 'The range begins later than the moment up to which the data are complete.',
      pl: 'Zakres zaczyna się później niż chwila, do której dane są kompletne.',
    },
    advice: {
      en: 'Use an earlier start, or try again later.',
      pl: 'Podaj wcześniejszy początek albo spróbuj ponownie później.',
    },
  },
  21184: {
    meaning: {
      en: 'The online session is unavailable because of maintenance.',
      pl: 'Sesja interaktywna jest niedostępna z powodu prac serwisowych.',
    },
    advice: {
      en: 'Open a new session and continue there. The old one keeps what it accepted.',
      pl: 'Otwórz nową sesję i wysyłaj dalej. Poprzednia zachowuje to, co przyjęła.',
    },
  },
  21205: {
    meaning: {
      en: 'A declared part of the package did not arrive.',
      pl: 'Zadeklarowana część paczki nie dotarła.',
    },
    advice: {
      en: 'Upload it again, then close the session.',
      pl: 'Wyślij ją ponownie, a potem zamknij sesję.',
    },
  },
  21208: {
    meaning: {
      en: 'The time for uploading was exceeded; KSeF cancelled the session.',
      pl: 'Przekroczono czas wysyłki; KSeF anulował sesję.',
    },
    advice: { en: 'Send the batch again in a new session.', pl: 'Wyślij paczkę ponownie w nowej sesji.' },
  },
  21217: {
    meaning: { en: 'The characters are not encoded correctly.', pl: 'Kodowanie znaków jest nieprawidłowe.' },
    advice: { en: 'Use UTF-8 without a byte order mark.', pl: 'Użyj UTF-8 bez znacznika BOM.' },
  },
  21301: {
    meaning: {
      en: 'The login does not allow this: the token was revoked, or the login is not finished.',
      pl: 'Uwierzytelnienie na to nie pozwala: token unieważniono albo logowanie się nie zakończyło.',
    },
    advice: {
      en: 'Log in again. If a KSeF token was revoked, use another one.',
      pl: 'Zaloguj się ponownie. Jeśli token KSeF unieważniono, użyj innego.',
    },
  },
  21304: {
    meaning: { en: 'KSeF does not know this login.', pl: 'KSeF nie zna tego uwierzytelnienia.' },
    advice: { en: 'Log in again.', pl: 'Zaloguj się ponownie.' },
  },
  21308: {
    meaning: {
      en: 'The credentials belong to a person who has died.',
      pl: 'Dane uwierzytelniające należą do osoby zmarłej.',
    },
    advice: {
      en: 'Use the credentials of another authorised person.',
      pl: 'Użyj danych innej uprawnionej osoby.',
    },
  },
  21401: {
    meaning: { en: 'The document does not follow the schema.', pl: 'Dokument jest niezgodny ze schemą.' },
    advice: {
      en: 'Validate it with `ksef validate`, or against the XSD.',
      pl: 'Sprawdź go poleceniem `ksef validate` albo schemą XSD.',
    },
  },
  21402: {
    meaning: {
      en: 'The file does not have the declared size.',
      pl: 'Plik ma inny rozmiar niż zadeklarowany.',
    },
    advice: {
      en: 'Declare the size of the bytes that you send.',
      pl: 'Zadeklaruj rozmiar tych bajtów, które wysyłasz.',
    },
  },
  21403: {
    meaning: { en: 'The file does not have the declared hash.', pl: 'Plik ma inny skrót niż zadeklarowany.' },
    advice: {
      en: 'Compute the SHA-256 hash of the bytes that you send.',
      pl: 'Oblicz skrót SHA-256 tych bajtów, które wysyłasz.',
    },
  },
  21405: {
    meaning: { en: 'A value in the request is not allowed.', pl: 'Żądanie zawiera niedozwoloną wartość.' },
    advice: {
      en: 'KSeF’s details name the field and the rule.',
      pl: 'Szczegóły od KSeF wskazują pole i regułę.',
    },
  },
  21406: {
    meaning: {
      en: 'The signature does not fit the way of logging in.',
      pl: 'Podpis nie pasuje do sposobu uwierzytelnienia.',
    },
    advice: {
      en: 'Use a certificate of a person for a signature and that of a company for a seal.',
      pl: 'Do podpisu użyj certyfikatu osoby, do pieczęci certyfikatu firmy.',
    },
  },
  21418: {
    meaning: { en: 'The continuation token is not valid.', pl: 'Token kontynuacji jest nieprawidłowy.' },
    advice: { en: 'Start the list from its first page.', pl: 'Zacznij listę od pierwszej strony.' },
  },
  21470: {
    meaning: {
      en: 'KSeF does not know this key, or has withdrawn it.',
      pl: 'KSeF nie zna tego klucza albo go wycofał.',
    },
    advice: {
      en: 'Fetch the public keys again and encrypt with a current one.',
      pl: 'Pobierz ponownie klucze publiczne i zaszyfruj aktualnym kluczem.',
    },
  },
  25001: {
    meaning: {
      en: 'This way of logging in does not give the data for a certificate request.',
      pl: 'Przy tym sposobie uwierzytelnienia nie można pobrać danych do wniosku o certyfikat.',
    },
    advice: {
      en: 'Log in with a signature, a seal or a KSeF certificate.',
      pl: 'Zaloguj się podpisem, pieczęcią albo certyfikatem KSeF.',
    },
  },
  25002: {
    meaning: {
      en: 'This way of logging in does not allow certificate requests.',
      pl: 'Przy tym sposobie uwierzytelnienia nie można złożyć wniosku o certyfikat.',
    },
    advice: {
      en: 'Log in with a signature, a seal or a KSeF certificate.',
      pl: 'Zaloguj się podpisem, pieczęcią albo certyfikatem KSeF.',
    },
  },
  25003: {
    meaning: {
      en: 'The certificate request names another subject than the login.',
      pl: 'Dane we wniosku (CSR) różnią się od danych, którymi się uwierzytelniono.',
    },
    advice: {
      en: 'Build the request from the data that KSeF returns.',
      pl: 'Zbuduj wniosek z danych zwróconych przez KSeF.',
    },
  },
  25004: {
    meaning: {
      en: 'The certificate request is malformed, or its signature is wrong.',
      pl: 'Wniosek (CSR) ma niepoprawny format albo podpis.',
    },
    advice: { en: 'Create it again with the matching key.', pl: 'Utwórz go ponownie właściwym kluczem.' },
  },
  25005: {
    meaning: {
      en: 'KSeF does not know this certificate request.',
      pl: 'KSeF nie zna takiego wniosku o certyfikat.',
    },
    advice: {
      en: 'Check the reference number, the environment and the context.',
      pl: 'Sprawdź numer referencyjny, środowisko i kontekst.',
    },
  },
  25006: {
    meaning: {
      en: 'The limit of certificate requests is reached.',
      pl: 'Osiągnięto limit wniosków o certyfikat.',
    },
    advice: {
      en: 'Wait, or use a certificate that you have.',
      pl: 'Poczekaj albo użyj certyfikatu, który już masz.',
    },
  },
  25007: {
    meaning: {
      en: 'The limit of certificates is reached.',
      pl: 'Osiągnięto limit posiadanych certyfikatów.',
    },
    advice: {
      en: 'Revoke one that you no longer use.',
      pl: 'Unieważnij certyfikat, którego już nie używasz.',
    },
  },
  25008: {
    meaning: {
      en: 'KSeF does not know a certificate with this serial number.',
      pl: 'KSeF nie zna certyfikatu o tym numerze seryjnym.',
    },
    advice: {
      en: 'List yours with `ksef cert list`.',
      pl: 'Wypisz swoje certyfikaty poleceniem `ksef cert list`.',
    },
  },
  25009: {
    meaning: {
      en: 'The certificate cannot be revoked: it is revoked, blocked or expired.',
      pl: 'Certyfikatu nie można unieważnić: jest unieważniony, zablokowany albo wygasł.',
    },
    advice: { en: 'Nothing is left to do.', pl: 'Nic nie trzeba robić.' },
  },
  25010: {
    meaning: {
      en: 'The key has a type or length that KSeF does not accept.',
      pl: 'Rodzaj lub długość klucza nie są akceptowane.',
    },
    advice: { en: 'Use P-256, or RSA with 2048 bits.', pl: 'Użyj P-256 albo RSA 2048 bitów.' },
  },
  25011: {
    meaning: {
      en: 'The certificate request is signed with an algorithm that KSeF does not accept.',
      pl: 'Wniosek (CSR) podpisano algorytmem, którego KSeF nie akceptuje.',
    },
    advice: { en: 'Sign it with SHA-256.', pl: 'Podpisz go z użyciem SHA-256.' },
  },
  26001: {
    meaning: {
      en: 'You cannot give a token permissions that you do not have.',
      pl: 'Nie można nadać tokenowi uprawnień, których się nie ma.',
    },
    advice: {
      en: 'Ask for fewer permissions, or have the missing ones granted first.',
      pl: 'Ogranicz uprawnienia tokena albo najpierw uzyskaj brakujące.',
    },
  },
  26002: {
    meaning: {
      en: 'Tokens cannot be made in this kind of context.',
      pl: 'W tym typie kontekstu nie można utworzyć tokena.',
    },
    advice: {
      en: 'Log in with a NIP or an internal identifier as context.',
      pl: 'Zaloguj się w kontekście NIP albo identyfikatora wewnętrznego.',
    },
  },
  30001: {
    meaning: { en: 'The subject or permission already exists.', pl: 'Podmiot lub uprawnienie już istnieje.' },
    advice: { en: 'Nothing is left to do.', pl: 'Nic nie trzeba robić.' },
  },
  71001: {
    meaning: {
      en: 'The invoice cannot be put under a collective identifier.',
      pl: 'Faktury nie można przypisać do identyfikatora zbiorczego.',
    },
    advice: {
      en: 'Leave it out; check that you are its buyer and that it is in KSeF.',
      pl: 'Pomiń ją; sprawdź, czy jesteś jej nabywcą i czy jest w KSeF.',
    },
  },
  71002: {
    meaning: {
      en: 'The invoice already has as many collective identifiers as it may have.',
      pl: 'Faktura ma już największą dozwoloną liczbę identyfikatorów zbiorczych.',
    },
    advice: { en: 'Use one of those that it has.', pl: 'Użyj jednego z już istniejących.' },
  },
  71004: {
    meaning: { en: 'The invoices have different sellers.', pl: 'Faktury mają różnych sprzedawców.' },
    advice: {
      en: 'Make one collective identifier for each seller.',
      pl: 'Utwórz osobny identyfikator zbiorczy dla każdego sprzedawcy.',
    },
  },
  71005: {
    meaning: { en: 'A KSeF number is in the request twice.', pl: 'Numer KSeF powtarza się w żądaniu.' },
    advice: { en: 'Name each invoice once.', pl: 'Podaj każdą fakturę jeden raz.' },
  },
};
