"""Roles of dates in sentences as reviewers write them, each with the role that a careful reader gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.lang.en import English
from spacy.vocab import create_vocab

from pipeline.components.date_reading.cues import Cues, bearings
from pipeline.components.date_reading.reader import read_dates
from pipeline.components.tags import Tag
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules, patterns_folder
from pipeline.rules.engines import RuleMatcher, Section

Read = Callable[..., list[Tag]]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads the dates of a text as those of one section, with the shipped cues."""
    rules = load_rules([patterns_folder() / "cues" / "dates.yml"]).rules
    vocab = create_vocab("en", English.Defaults)
    tokenize = LetterTokenizer(vocab)
    match, known_bearings = RuleMatcher(rules, vocab, tokenize), bearings(rules)

    def read_text(text: str, section: str = "summary", known: dict[str, str] | None = None) -> list[Tag]:
        doc = tokenize(text)
        found = match(doc, [Section(section, 0, len(doc))])
        hits = [Tag(h.rule.label, h.start, h.end, h.rule.value, h.rule.id) for h in found]
        return read_dates(text, 0, len(text), section, Cues(hits, known_bearings), (), known)

    return read_text


INJURY = [
    "The driver had the onset of low back pain on [[3/4/2012]].",
    "The injured worker is a 44 year old male who sustained an industrial injury on [[3-4-14]].",
    "The patient is a 51-year-old female with a date of injury of [[06/12/2009]].",
    "This is a 38-year-old worker with a [[January 5, 2012]] date of injury.",
    "He suffered a work-related injury to the low back on [[11/02/2015]] while lifting a crate.",
    "Date of injury: [[8-19-98]]. The mechanism of injury was a fall from a ladder.",
    "The employee was injured on [[2/7/2011]] when a pallet struck his foot.",
    "This worker has a history of an occupational claim from [[10/01/2019]].",
    "She reported cumulative trauma through her work as a typist, with a DOI of [[5/5/2013]].",
    "She slipped on a wet kitchen floor on [[9/14/2014]] and landed on her right knee.",
    "The applicant claims elbow pain that she relates to an industrial injury of [[July 8, 2010]].",
    "The claimant had an industrial accident on [[4-22-2017]] involving a forklift.",
    "This is a 55 year old male whose date of injury is listed as [[7/4/08]].",
    "The worker's industrial injury dates to [[November 2009]].",
    "Industrial injury occurred on [[1-12-06]] when she was lifting a patient.",
    "The patient sustained injuries to her neck, back, and right upper extremity on [[05/14/11]].",
    "Injured worker is a 60-year-old male injured in a motor vehicle accident on [[8/8/2012]].",
    "The patient is a 33 year old with a work injury dated [[3/2/15]].",
    "The date of the injury was [[6/6/2010]].",
    "Since the original injury of [[2/2/2012]], the patient has had three surgeries.",
    "The injury occurred on or about [[10/10/2018]].",
    "A 49-year-old woman with injury date [[4/1/07]] has chronic pain.",
    "The injured worker (IW) is a 52-year-old female (DOI [[8/3/01]]) with chronic neck pain.",
    "The applicant developed knee pain secondary to an industrial contusion injury of [[May 1, 2015]].",
    "The claim is for cumulative trauma from 1/1/10 through [[12/31/12]].",
    "Left ankle sprain, D/I [[7/8/11]].",
]
UR_DECISION = [
    "The Utilization Review dated [[8-9-16]], denied the chair.",
    "On [[6-12-15]], Utilization Review non-certified the requests for Norco and Soma.",
    "In a utilization review report of [[May 12, 2013]], the claims administrator denied a lumbar brace.",
    "In a UR report dated [[March 3, 2015]], the claims administrator partially approved Norco.",
    "The first utilization review ([[2-7-16]]) modified the request for a nurse.",
    "The UR determination of [[1/5/18]] certified six of twelve visits.",
    "A prior peer review dated [[02/14/2014]] did not support the requested injection.",
    "The previous request was denied on [[04/30/2019]] due to a lack of documented benefit.",
    "On [[8/21/14]], the request for a urine drug screen was non-certified.",
    "The prior determination on [[03/04/2018]] denied the sonogram.",
    "UR decision of [[7/1/20]] noncertified the request for acupuncture.",
    "A previous utilization review decision, dated [[05/06/2015]], modified Norco to allow for weaning.",
    "On [[9-9-15]] the requests for shockwave therapy to the left heel were not certified by the reviewer.",
    "The request was previously reviewed on [[02/02/2018]] and was found not medically necessary.",
    "The adverse determination letter dated [[6/17/2016]] was reviewed.",
    "The Utilization Review (UR), on [[5/8/2015]], non-certified Norco 10/325 #120.",
    "The UR physician's decision of [[5/8/2015]] is noted.",
    "On [[2/19/15]] UR modified a prescription for Norco.",
    "The request for authorization for MRI was denied by UR on [[2/19/15]].",
    "The UR report dated 2/19/15 and peer-review of [[3/1/15]] were read.",
    "Utilization review from [[12/30/2014]] denied the request for Prilosec and physical therapy.",
    "The disputed treatment was not recommended by a utilization review on [[3/3/2016]].",
    "A non-certification was issued on [[9/9/19]] for lack of objective findings.",
    "The physician reviewer denied the request in a determination dated [[9/9/19]].",
    "The claims administrator denied the request on [[July 7, 2014]].",
    "The utilization review determination being challenged is dated [[11/2/14]].",
    "[[9/22/14]] UR non-certified the requests.",
    "The prescription was modified to #30 by UR on [[9/22/14]].",
    "Determination date [[10/9/13]].",
    "On 3/4/15 he asked for a second opinion, which utilization review denied on [[4/5/15]].",
]
REQUEST = [
    "The Request for Authorization was dated [[1/15/2014]].",
    "On a [[June 5, 2015]] RFA form, 12 sessions of physical therapy were sought.",
    "An RFA dated [[7/21/2015]] requested a TENS unit for purchase.",
    "A DWC Form RFA signed on [[3/3/2014]] listed Norco and Zanaflex.",
    "On [[October 9, 2017]] a request was received for a lumbar brace.",
    "In an RFA form received on [[April 2, 2015]], the attending provider asked for a pain consult.",
    "The request for authorization (RFA) of [[5/4/16]] includes a cervical epidural.",
    "An authorization request dated [[5-25-2016]] lists three drugs.",
    "The treating physician requested authorization for twelve sessions on [[6-3-15]].",
    "On [[April 21, 2015]], the attending provider sought authorization for a topical compound.",
    "In a [[May 27, 2015]] RFA form, Norco was endorsed.",
    "An RFA form of [[May 27, 2015]] was referenced in the determination.",
    "The RFA from [[2/3/15]] included tramadol and omeprazole.",
    "Requests for authorization dated [[5/15/15]] and 5/20/15 for the cream are in the file.",
    "Treatment was requested on [[5/15/15]].",
    "The requesting form was submitted [[5/15/15]] for the MRI (RFA).",
    "Request for authorization for bilateral wrist braces was made on [[10/2/14]].",
    "In a typed letter of [[8-2-2014]], the treating provider requests a scooter.",
]
APPLICATION = [
    "On [[7/7/15]], the injured worker submitted an application for IMR for review of the requested Norco.",
    "The application for independent medical review was received on [[10/3/2014]].",
    "The IMR application was signed on [[2-2-16]] by the applicant's attorney.",
    "On [[January 14, 2015]], the worker submitted an application for IMR of a follow-up visit and MRI.",
]
VISIT = [
    "According to the progress report dated [[2-1-2016]], the worker complained of elbow pain.",
    "A [[July 9, 2013]] progress note says that therapy failed.",
    "The PR-2 of [[4/4/14]] notes ongoing low back pain with spasm.",
    "In the AME report dated [[2/8/2013]], the examiner apportioned twenty percent.",
    "A QME re-evaluation from [[05/20/2016]] describes chronic radicular pain.",
    "On [[6-05-16]], she complained of numbness in the right hand.",
    "On [[3/18/2015]], the patient was seen in follow-up.",
    "During the assessment on [[1/17/2016]], the patient rated her spasms as severe.",
    "On examination dated [[9/9/2014]] there was tenderness over the lumbar facets.",
    "The injured worker presented on [[4-28-2016]] with a swollen ankle.",
    "The [[1/28/2016]] clinical note indicated that the splint was removed.",
    "Per the treating physician's report of [[6/23/15]], the worker has not returned to work.",
    "On [[May 30, 2016]], the applicant saw a new physician.",
    "A doctor's first report of occupational injury dated [[1/15/2020]] documents a strain.",
    "As of [[5-6-15]], the injured worker reports that the pain is 7 out of 10.",
    "The documentation of [[2/06/2016]] indicated that the left hip was stiff.",
    "The claims administrator referenced a [[March 4, 2015]] date of service in its determination.",
    "He was last evaluated on [[6/6/2014]] by his pain specialist.",
    "At an office visit on [[7/17/2018]], the patient denied any bowel or bladder changes.",
    "The patient was seen in the emergency department on [[12/24/2013]] for chest pain.",
    "The physical exam ([[2-16-2016]]) revealed limited flexion.",
    "A handwritten note dated [[August 5, 2015]] was difficult to follow.",
    "On [[5/12/21]] the provider noted that the patient denied any relief from naproxen.",
    "On [[2/3/2015]], the worker denied side effects of his medications.",
    "Subjective complaints on [[8/11/2015]] included headaches and insomnia.",
    "In a progress note dated September 1, 2015 and again on [[September 29, 2015]], the gait was normal.",
    "On the office visit dated [[April 16, 2016]], the applicant asked for a cane.",
    "PR2 dated [[7/15/14]] noted low back pain.",
    "On [[07/15/14]], the patient's physical exam showed tenderness over the paraspinals.",
    "The most recent report provided is from [[07/15/14]].",
    "The patient was re-evaluated on [[10/6/14]] and reported no change.",
    "The [[10/6/14]] report states that pain persists.",
    "[[10/6/14]]: Patient complains of worsening hand pain.",
    "Per orthopedic consultation dated [[12/1/14]], surgery is advised.",
    "Per progress notes dated [[12/01/14]], he wants to return to work.",
    "Agreed Medical Evaluation on [[5/1/2011]] recommended future medical care.",
    "In a [[May 1, 2015]] Medical-legal Evaluation, the applicant was described as not working.",
    "A medical-legal evaluator noted on [[March 1, 2011]] that the applicant was disabled.",
    "Medical report dated [[4/4/2015]] states the patient continues to have shoulder pain.",
    "Treating physician report [[4/4/2015]] (118) states the patient has low back pain.",
    "The progress report from [[1/1/2015]] was reviewed.",
    "As of [[4/4/2015]], the applicant remained off work, on total temporary disability.",
    "On [[April 4, 2015]] the applicant was not working.",
    "The injured worker's pain was rated 8/10 on [[4/4/15]].",
    "Range of motion measured on [[4/4/15]] was limited.",
    "At the [[4/4/15]] evaluation, she had full strength.",
    "The treating physician's plan on [[4/4/15]] was to continue medication.",
    "The psychological evaluation report of [[2/17/14]] diagnosed major depression.",
    "An interim note from [[2/17/14]] mentions swelling.",
    "His latest visit of [[2/17/14]] documented a normal gait.",
    "The initial pain management evaluation took place on [[2/17/14]].",
    "The patient was last seen on 8/1/13 and on [[9/2/13]] she had a fever.",
    "A note dated [[2/17/14]] denies that the patient has had surgery.",
    "The progress note of [[2/17/14]] requests an MRI of the lumbar spine and EMG.",
    "On [[2/17/14]] the treating provider recommended a lumbar fusion.",
    "According to a PR-2 report dated [[2/17/14]], the MRI was denied.",
    "A physical therapy progress note dated [[2/17/14]] showed 8 visits completed.",
    "Treatment reports were provided from 2/27/14 to [[10/24/14]].",
    "Treatment reports were provided from [[2/27/14]] to 10/24/14.",
    "Based on the [[10/2/14]] progress report by the treater, the knee gives way.",
    "Norco was listed in progress reports dated 5/7/14, 6/5/14 and [[8/4/14]].",
    "Per [[9/3/14]] progress report, tremor is worse.",
    "The evaluation from [[11/5/13]] shows slight spasm and a request for MRI.",
    "On [[11/5/13]] physical therapy was ordered.",
    "The surgeon saw him on [[11/5/13]] at noon.",
    "On his [[11/5/13]] follow-up with the surgeon, the knee was swollen.",
    "A comprehensive pain management consultation ([[11/5/13]]) lists many drugs.",
    "On [[3/4/15]] he asked for a second opinion, which utilization review denied on 4/5/15.",
    "A cardiac clearance for the operation was done [[5/6/14]].",
    "At the last visit he was off work as of [[2/4/14]].",
    "As of [[2/4/14]], he was on light duty.",
    "A physical therapy note of [[2/4/14]] lists the exercises.",
    "On [[2/4/14]] the patient was told to go to 12 PT sessions.",
    "On [[6/3/2013]] he could walk two blocks.",
]
STUDY = [
    "MRI of the lumbar spine dated [[10/21/2014]] showed a 4 mm protrusion at L4-L5.",
    "An MRI of the left ankle performed on [[2/08/2016]] documented a torn ligament.",
    "Electrodiagnostic testing of both arms of [[May 5, 2013]] was normal.",
    "EMG/NCV of [[02/11/2015]] revealed bilateral carpal tunnel syndrome.",
    "The urine drug screen dated [[1/6/15]] was consistent with prescribed medications.",
    "X-rays of the left wrist were taken on [[5-9-2017]] and showed no fracture.",
    "Studies on file: MRI left hip ([[1-19-16]]).",
    "A CT scan on [[3/30/2012]] demonstrated a solid fusion.",
    "An [[April 14, 2014]] MRI of the knee was positive for a meniscal tear.",
    "She had a first thoracic MRI in [[05/2014]].",
    "Laboratory testing on [[8/8/18]] showed normal liver function.",
    "An MRI dated [[2/17/14]] of the lumbar spine revealed stenosis.",
    "Cervical MRI ([[2/17/14]]): disc bulge at C5-6.",
    "MRI on [[2/17/14]] showed a tear.",
    "On [[2/17/14]], an MRI of the left knee demonstrated a meniscus tear.",
    "The patient had an EMG on [[2/17/14]] that was normal.",
    "Toxicology from [[2/17/14]] was positive for opiates.",
    "The last drug screen was [[2/17/14]].",
    "A lumbar spine MRI was obtained on [[2/17/14]].",
    "An x-ray report of [[2/17/14]] showed arthritis.",
    "Lab reports dated [[2/17/14]] were normal.",
    "Nerve conduction studies of both arms done on [[2/17/14]] were abnormal.",
    "An MRI of the wrist without contrast, dated [[11/5/13]], documented a cyst.",
    "The electrodiagnostic report dated [[11/5/13]] found carpal tunnel syndrome.",
    "Urine drug testing, collected [[11/5/13]], was inconsistent.",
    "Liver tests of [[06/2015]] were normal.",
    "A CT arthrogram is scheduled for [[6/7/15]].",
    "Renal function was last checked on [[6/7/15]].",
]
SURGERY = [
    "The injured worker underwent a left carpal tunnel release on [[6/10/2015]].",
    "He is status post L5-S1 discectomy on [[March 3, 2011]].",
    "On [[4/15/2016]], the patient underwent right knee arthroscopy with partial meniscectomy.",
    "The operative report dated [[9/24/2014]] describes a rotator cuff repair.",
    "The patient had an anterior cervical fusion at C5-C6 in [[May 2013]].",
    "There was ORIF of the right ankle on [[1-2-2018]].",
    "He is s/p left shoulder arthroscopy [[9/2/13]].",
    "The patient had surgery on [[9/2/13]] and again on 10/10/14.",
    "She is status post right total knee replacement dated [[9/2/13]].",
    "Lumbar fusion was performed in [[September 2013]].",
    "Past surgical history includes a knee arthroscopy in [[06/2012]].",
    "The patient is scheduled for shoulder surgery on [[9/2/16]].",
    "Surgical history: carpal tunnel release ([[9/2/13]]).",
    "After an arthroscopic meniscectomy of [[September 2, 2013]], she had 24 visits of therapy.",
    "She underwent a release of the right wrist on 3-4-15 and of the left wrist on [[5-4-15]].",
    "The intrathecal pump was placed on [[6/7/10]] and replaced on 8/9/13.",
    "The intrathecal pump was placed on 6/7/10 and replaced on [[8/9/13]].",
    "She had a dorsal column stimulator implanted in [[June 2011]].",
    "Surgeries were a fusion on 1-2-2001 and a pump implant ([[8-2007]]).",
    "The tip of the thumb was amputated on [[6/7/10]].",
    "He had a knee scope on [[1/3/13]].",
]
TREATMENT = [
    "Services between [[1/6/2012]] and 2/4/2012 were given.",
    "Injections were given on 12/16/14, 1/6/15, and [[2/17/15]].",
    "He received a lumbar epidural steroid injection on [[7/30/2014]] with 50% relief.",
    "He has used this cream since at least [[1/03/2016]].",
    "On [[1/14/2016]], the patient was provided baclofen for spasticity.",
    "Tramadol was first prescribed on [[2/20/2015]].",
    "On [[10/6/2014]], the patient underwent a left L4-L5 transforaminal epidural steroid injection.",
    "The records show acupuncture beginning [[5/1/2015]].",
    "She had a cervical epidural injection on [[9/2/13]].",
    "Norco was started [[9/2/13]].",
    "The worker received trigger point injections [[9/2/13]] with relief.",
    "He has been taking Norco since [[9/2/13]].",
    "On [[9/2/13]], she was administered a Toradol injection.",
    "He completed 12 sessions of physical therapy on [[9/2/13]].",
    "The patient has utilized tramadol since at least [[September 2013]].",
    "She had sympathetic blocks on [[1/2/08]], 2/3/08 and 3/4/08.",
    "She had sympathetic blocks on 1/2/08, [[2/3/08]] and 3/4/08.",
    "She had sympathetic blocks on 1/2/08, 2/3/08 and [[3/4/08]].",
    "ESI on 2/2/13; [[3/3/13]]; and 4/4/13 gave no relief.",
    "ESI on 2/2/13; 3/3/13; and [[4/4/13]] gave no relief.",
    "He went to ten chiropractic visits from [[6/1/14]] to 7/3/14.",
    "He went to ten chiropractic visits from 6/1/14 to [[7/3/14]].",
    "9 of 12 OT sessions completed as of [[6/5/14]].",
    "The patient has attended 6 sessions of aquatic therapy through [[6/5/14]].",
    "She underwent 8 visits of PT by [[6/5/14]].",
    "A wrist splint had been tried from [[February 2014]].",
    "Medial branch blocks on 5/6/14 were followed by RFA on [[7/8/14]].",
    "He was fitted with a knee brace on [[3/3/14]].",
    "A spinal cord stimulator trial was done on [[6/6/12]].",
]
OTHER = [
    "She was on modified duty through [[2-05-2016]].",
    "He last worked on [[8/31/2013]].",
    "The patient reached maximum medical improvement on [[4/10/2014]].",
    "She was kept off work until [[1-24-2016]].",
    "The injured worker was to return to modified work on [[1-07-2016]].",
    "The follow-up appointment is scheduled for [[1/20/2017]].",
    "In an appeal letter dated [[9/3/2015]], the provider restated the diagnoses.",
    "He was declared permanent and stationary on [[10/10/2012]].",
    "The worker was hired on [[1/3/2005]].",
    "She stopped working on [[9/2/13]].",
    "The patient was declared P&S on [[9/2/13]].",
    "She is to return to full duty on [[9/2/13]].",
    "Work status: off work until [[9/2/13]].",
    "Appeal letter dated [[9/2/13]] states the drug is needed.",
    "He is temporarily totally disabled through [[September 2, 2013]].",
    "The next appointment is on [[9/2/13]].",
    "The worker has not worked since [[11/5/13]].",
    "TTD until [[11/5/13]].",
    "His work status is full duty with restrictions as of [[11-2-2015]].",
    "She is in rehab as of [[11-2-2015]].",
    "The patient is on modified duty as of [[2/4/14]].",
]
GUIDELINE = [
    "Chronic Pain Medical Treatment Guidelines, 8 C.C.R. 9792.24.2 ([[July 28, 2016]]), address injections.",
    "The Official Disability Guidelines, Pain chapter (updated [[10/6/15]]), do not support the drug.",
    "Chronic Pain Medical Treatment Guidelines ([[May 2009]]), pages 98-99, apply here.",
    "The MTUS (Effective [[July 18, 2009]]) addresses creams.",
    "The Official Disability Guidelines (ODG) Pain, last updated [[3/31/14]], is silent.",
]
SERVICE = [
    "The retrospective request for a urine drug screen (DOS: [[10/12/16]]) was not supported.",
    "Retrospective cyclobenzaprine 7.5 mg #60, date of service [[4/4/2015]], was requested.",
]
CASES = [
    (sentence, role)
    for role, sentences in {
        "injury": INJURY,
        "ur_decision": UR_DECISION,
        "request_for_authorization": REQUEST,
        "application": APPLICATION,
        "visit": VISIT,
        "study": STUDY,
        "surgery": SURGERY,
        "treatment": TREATMENT,
        "other": OTHER,
        "guideline": GUIDELINE,
        "service": SERVICE,
    }.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("sentence", "role"), CASES)
def test_role(read: Read, sentence: str, role: str) -> None:
    marked = sentence.index("[[")
    text = sentence.replace("[[", "").replace("]]", "")
    lead = "The diagnoses include lumbar strain. "
    tags = {tag.start: tag for tag in read(lead + text)}
    tag = tags[len(lead) + marked]
    assert (tag.label, tag.end) == (role, len(lead) + sentence.index("]]") - 2), tag.rule


def test_the_labels_of_a_header_are_cues_where_no_field_was_found(read: Read) -> None:
    header = (
        "Date Assigned: 04/04/2014 Date of Injury: 04/14/2012 Decision Date: 05/05/2014 "
        "UR Denial Date: 01/03/2014 Priority: Standard Application Received: 02/01/2014"
    )
    roles = [tag.label for tag in read(header, section="header")]
    assert roles == ["assignment", "injury", "decision", "ur_decision", "application"]


def test_a_date_that_the_letter_told_before_keeps_its_role(read: Read) -> None:
    text = "The weather was bad on 3-4-14."
    assert [tag.label for tag in read(text)] == ["other"]
    assert [tag.label for tag in read(text, known={"2014-03-04": "injury"})] == ["injury"]


def test_when_the_request_before_was_provided(read: Read) -> None:
    text = "provided from January 6, 2012 through June 29, 2012. The plan denied it."
    assert [tag.label for tag in read(text)] == ["service", "service"]
