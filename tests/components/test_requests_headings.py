"""Headings of every category, written for this test, with what a careful reader takes from them."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.requests import read_request
from pipeline.components.tags import Tag
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.patterns import load_rules
from pipeline.patterns.engines import RuleMatcher, Section

IMAGING, EMG = "diagnostic_testing/imaging", "diagnostic_testing/emg_ncs"
LAB, TEST = "diagnostic_testing/laboratory", "diagnostic_testing/other"
DME, STIM = "dmepos/durable_medical_equipment", "dmepos/electrical_stimulation"
BRACE, SUPPLY = "dmepos/prosthetics_orthotics", "dmepos/supplies"
VISIT, DENTAL = "evaluation_and_management/medical_specialties", "evaluation_and_management/dental"
FACET, INJECTION = "injection/facet", "injection/other"
PSYCH, TALK = "psychological_services/evaluation_and_management", "psychological_services/therapies"
PT, CHIRO = "rehabilitation/physical_occupational_therapy", "rehabilitation/chiropractic"
ACU, REHAB = "rehabilitation/acupuncture", "rehabilitation/other"
SCOPE, SPINE, OPEN = "surgery/arthroscopic", "surgery/spine", "surgery/non_arthroscopic"
ADJUNCT, SURGEON = "surgery/adjunct", "surgery/consult"
DRUG = "pharmaceuticals"

L, R, B = "left", "right", "bilateral"
LS, CS, TS = "lumbar spine", "cervical spine", "thoracic spine"
UE, LE = "upper extremity", "lower extremity"


def drug(
    name: str, drug_class: str, strength: str | None = None, form: str | None = None
) -> tuple[str, str, str | None, str | None]:
    return name, drug_class, strength, form


def often(times: Any = None, per: str | None = None, length: Any = None, unit: str | None = None) -> str:
    """A frequency as the span's value has it; single counts stand for both limits."""
    parts = []
    for key, limits in (("times", times), ("for", length)):
        if limits is not None:
            low, high = limits if isinstance(limits, tuple) else (limits, limits)
            parts.append((key, f"{key}={low}-{high}"))
        parts.append(("per", f"per={per}") if key == "times" and per else ("", ""))
    text = ";".join(value for _, value in parts if value)
    return f"{text};unit={unit}" if unit else text


def weekly(times: Any, weeks: Any) -> str:
    return often(times, "week", weeks, "week")


NSAID, OPIOID, RELAXANT = "nsaid", "opioid", "muscle_relaxant"
TOPICAL, COMPOUND = "topical_analgesic", "topical_compound"
NORCO = "hydrocodone/acetaminophen"

HEADINGS: list[tuple[str, str, dict[str, Any]]] = [
    # --- imaging
    ("MRI of the bilateral knees without contrast", IMAGING, {"parts": ["knee"], "side": B}),
    ("Repeat MRI of the lumbar spine, times 1", IMAGING, {"parts": [LS]}),
    ("X-rays of the left wrist (3 views)", IMAGING, {"parts": ["wrist"], "side": L}),
    ("CT scan of the head without contrast", IMAGING, {"parts": ["head"]}),
    ("3-phase bone scan of the right foot", IMAGING, {"parts": ["foot"], "side": R}),
    ("MR arthrogram left hip", IMAGING, {"parts": ["hip"], "side": L}),
    ("Diagnostic ultrasound of the right elbow", IMAGING, {"parts": ["elbow"], "side": R}),
    ("Open MRI of the C-spine and L-spine", IMAGING, {"parts": [CS, LS]}),
    ("Venous Doppler of the RLE", IMAGING, {"parts": [LE], "side": R}),
    ("CT myelogram of the lumbar spine at L4-S1", IMAGING, {"parts": [LS], "levels": ["L4-S1"]}),
    ("Flexion/extension x-rays of the cervical spine", IMAGING, {"parts": [CS]}),
    ("Lumbar discogram at L3-4, L4-5 and L5-S1", IMAGING, {"parts": [LS], "levels": ["L3-L4", "L4-L5", "L5-S1"]}),
    (
        "Retrospective: X-ray lumbar spine (DOS: 3/5/2014)",
        IMAGING,
        {"parts": [LS], "dates": ["2014-03-05"], "retro": True},
    ),
    # --- electrodiagnostics
    ("EMG/NCV of the bilateral lower extremities", EMG, {"parts": [LE], "side": B}),
    ("NCV RUE", EMG, {"parts": [UE], "side": R}),
    ("Electromyography (EMG) of the left lower extremity", EMG, {"parts": [LE], "side": L}),
    ("Electrodiagnostic studies of the bilateral upper extremities", EMG, {"parts": [UE], "side": B}),
    ("EMG and NCS of BUE", EMG, {"parts": [UE], "side": B}),
    # --- laboratory
    ("Urine drug screen", LAB, {}),
    ("Random urine toxicology screening, quarterly", LAB, {}),
    ("Pre-operative labs: CBC, CMP, PT/INR", LAB, {}),
    ("Associated surgical service: Urinalysis", LAB, {}),
    ("Testosterone level", LAB, {}),
    ("Genetic testing for narcotic risk", LAB, {}),
    ("Liver function tests, 1 time", LAB, {}),
    # --- other tests
    ("Associated surgical service: Pre-operative EKG", TEST, {}),
    ("Labs to include: EKG", TEST, {}),
    ("Sleep study", TEST, {}),
    ("Pulmonary function test", TEST, {}),
    ("Audiogram", TEST, {}),
    ("Range of motion testing", TEST, {}),
    # --- equipment
    ("Home H-wave device, purchase", STIM, {}),
    ("TENS unit, 30 day trial", STIM, {"frequency": often(None, None, 30, "day")}),
    ("Interferential unit and supplies, 30-60 day rental", STIM, {"frequency": often(None, None, (30, 60), "day")}),
    ("TENS unit supplies x 3 months", SUPPLY, {"frequency": often(None, None, 3, "month")}),
    ("Electrodes, 8 pairs per month", SUPPLY, {"quantity": 8}),
    ("X-Force stimulator unit", STIM, {}),
    ("Associated surgical service: Cold therapy unit, 7 day rental", DME, {"frequency": often(None, None, 7, "day")}),
    ("Post-operative Game Ready unit x 14 days", DME, {"frequency": often(None, None, 14, "day")}),
    ("DVT compression device with bilateral calf sleeves", DME, {"parts": ["lower leg"], "side": B}),
    ("Purchase of a lumbar brace", BRACE, {"parts": [LS]}),
    ("One (1) LSO brace", BRACE, {"quantity": 1}),
    ("Right wrist brace", BRACE, {"parts": ["wrist"], "side": R}),
    ("Custom foot orthotics, 2 pairs", BRACE, {"parts": ["foot"], "quantity": 2}),
    ("CAM walker boot for the left ankle", BRACE, {"parts": ["ankle"], "side": L}),
    ("Associated surgical service: Post-op sling", BRACE, {}),
    ("Cervical collar", BRACE, {"parts": [CS]}),
    ("Four wheeled walker with seat", DME, {}),
    ("Motorized scooter", DME, {}),
    ("Raised toilet seat", DME, {}),
    ("Home cervical traction unit", DME, {"parts": [CS]}),
    ("CPM machine for 21 days", DME, {"frequency": often(None, None, 21, "day")}),
    ("Ergonomic chair", DME, {}),
    ("Orthopedic mattress, queen size", DME, {}),
    ("Bone growth stimulator", DME, {}),
    ("Hand-held shower head", DME, {}),
    ("Compression stockings, 2 pairs", SUPPLY, {"quantity": 2}),
    ("Shower chair, QTY: 1", DME, {"quantity": 1}),
    ("Paraffin wax bath for the bilateral hands", DME, {"parts": ["hand"], "side": B}),
    # --- visits
    ("Pain management consultation", VISIT, {}),
    ("Follow-up visit in 6 weeks", VISIT, {}),
    ("Neurology consult for headaches", VISIT, {}),
    ("Consultation with an internist", VISIT, {}),
    ("Functional capacity evaluation", VISIT, {}),
    ("Podiatry referral", VISIT, {}),
    ("Office visits x 6 with pain management", VISIT, {"sessions": 6}),
    ("Consultation for lumbar epidural steroid injection", VISIT, {"parts": [LS]}),
    ("Orthopedic surgeon consultation for the right shoulder", SURGEON, {"parts": ["shoulder"], "side": R}),
    ("Referral to a hand surgeon", SURGEON, {}),
    ("Neurosurgical evaluation", SURGEON, {}),
    ("Spine surgeon re-evaluation", SURGEON, {}),
    ("Dental consultation", DENTAL, {}),
    ("Root canal therapy, tooth #19", DENTAL, {"parts": ["tooth"]}),
    # --- psychology
    ("Psychiatric consultation", PSYCH, {}),
    ("Psychological evaluation prior to spinal cord stimulator trial", PSYCH, {}),
    ("Cognitive behavioral therapy, 6 sessions", TALK, {"sessions": 6}),
    ("Individual psychotherapy once a week for 12 weeks", TALK, {"sessions": 12, "frequency": weekly(1, 12)}),
    ("Biofeedback x 6", TALK, {"sessions": 6}),
    ("Group psychotherapy, 1 x per week x 8 weeks", TALK, {"sessions": 8, "frequency": weekly(1, 8)}),
    # --- home health, transport, programs
    (
        "Home health aide 4 hours a day, 3 days a week for 6 weeks",
        "home_health",
        {"sessions": 18, "frequency": weekly(3, 6)},
    ),
    ("Home health evaluation", "home_health", {}),
    ("Transportation to and from all medical appointments", "transportation", {}),
    ("Functional restoration program, 160 hours", "programs", {}),
    ("Gym membership for 12 months", "programs", {"frequency": often(None, None, 12, "month")}),
    ("Work hardening program 3 times a week for 4 weeks", "programs", {"sessions": 12, "frequency": weekly(3, 4)}),
    ("Weight loss program", "programs", {}),
    # --- physical methods
    ("Physical therapy 2x6 for the low back", PT, {"sessions": 12, "frequency": weekly(2, 6), "parts": [LS]}),
    ("PT 3 x 4 weeks, left knee", PT, {"sessions": 12, "frequency": weekly(3, 4), "parts": ["knee"], "side": L}),
    (
        "12 additional physical therapy visits for the right shoulder",
        PT,
        {"sessions": 12, "parts": ["shoulder"], "side": R},
    ),
    (
        "Occupational therapy, twice weekly for four weeks, right hand",
        PT,
        {"sessions": 8, "frequency": weekly(2, 4), "parts": ["hand"], "side": R},
    ),
    ("Physical therapy QTY: 12", PT, {"sessions": 12}),
    ("Physical therapy 2-3 times a week for 6 weeks", PT, {"frequency": weekly((2, 3), 6)}),
    (
        "Post-operative physical therapy, right knee, twelve (12) sessions",
        PT,
        {"sessions": 12, "parts": ["knee"], "side": R},
    ),
    ("Aquatic therapy 2 times per week times 4 weeks", PT, {"sessions": 8, "frequency": weekly(2, 4)}),
    ("Massage therapy x 6 visits, cervical spine", PT, {"sessions": 6, "parts": [CS]}),
    ("Physical therapy 6-8 sessions", PT, {}),
    (
        "Physical therapy 2x/week x 4 weeks to the bilateral wrists",
        PT,
        {"sessions": 8, "frequency": weekly(2, 4), "parts": ["wrist"], "side": B},
    ),
    ("Continued hand therapy 1 to 2 times a week", PT, {"parts": ["hand"], "frequency": often((1, 2), "week")}),
    ("Post-arthroscopy physical therapy, 24 sessions", PT, {"sessions": 24}),
    ("Twenty-four physical therapy sessions", PT, {"sessions": 24}),
    ("Myofascial release, 1x8", PT, {"sessions": 8, "frequency": weekly(1, 8)}),
    ("Ultrasound 2x4", PT, {"sessions": 8, "frequency": weekly(2, 4)}),
    (
        "Chiropractic treatment 2 times per week for 3 weeks, lumbar spine",
        CHIRO,
        {"sessions": 6, "frequency": weekly(2, 3), "parts": [LS]},
    ),
    ("Chiropractic manipulation #8", CHIRO, {"sessions": 8}),
    ("Acupuncture 1x6", ACU, {"sessions": 6, "frequency": weekly(1, 6)}),
    (
        "Acupuncture, twice a week for 3 weeks for the neck and upper back",
        ACU,
        {"sessions": 6, "frequency": weekly(2, 3), "parts": ["neck", TS]},
    ),
    ("Extracorporeal shockwave therapy, 3 sessions, left heel", REHAB, {"sessions": 3, "parts": ["heel"], "side": L}),
    ("Inpatient rehabilitation for 2 weeks", REHAB, {"frequency": often(None, None, 2, "week")}),
    # --- injections
    ("Right L4-5 transforaminal epidural steroid injection", INJECTION, {"side": R, "levels": ["L4-L5"]}),
    ("Lumbar epidural steroid injections at L4-L5, L5-S1", INJECTION, {"parts": [LS], "levels": ["L4-L5", "L5-S1"]}),
    ("Trigger point injections x 4, bilateral trapezius", INJECTION, {"side": B}),
    ("Bilateral L3, L4, L5 medial branch blocks", FACET, {"side": B, "levels": ["L3", "L4", "L5"]}),
    ("Cervical facet joint injection C5-6 and C6-7", FACET, {"parts": [CS], "levels": ["C5-C6", "C6-C7"]}),
    ("Radiofrequency ablation L4-L5, L5-S1 left", FACET, {"side": L, "levels": ["L4-L5", "L5-S1"]}),
    ("Left SI joint injection", INJECTION, {"parts": ["sacroiliac joint"], "side": L}),
    ("Ultrasound guided corticosteroid injection, right shoulder", INJECTION, {"parts": ["shoulder"], "side": R}),
    (
        "Series of three Orthovisc injections to the left knee",
        INJECTION,
        {"parts": ["knee"], "side": L, "drugs": [drug("hyaluronate", "viscosupplement")]},
    ),
    ("Toradol 60mg IM injection", INJECTION, {"drugs": [drug("ketorolac", NSAID, "60mg")]}),
    ("Stellate ganglion block", INJECTION, {}),
    # --- surgery
    ("Left knee arthroscopy with partial medial meniscectomy", SCOPE, {"parts": ["knee"], "side": L}),
    ("Right carpal tunnel release", OPEN, {"parts": ["wrist"], "side": R}),
    ("L4-5 microdiscectomy", SPINE, {"levels": ["L4-L5"]}),
    ("C5-C6, C6-C7 anterior cervical discectomy and fusion", SPINE, {"parts": [CS], "levels": ["C5-C6", "C6-C7"]}),
    ("Lumbar hardware removal", SPINE, {"parts": [LS]}),
    ("Left total knee arthroplasty", OPEN, {"parts": ["knee"], "side": L}),
    ("Open reduction internal fixation right distal radius", OPEN, {"side": R}),
    ("Trigger finger release, right ring finger", OPEN, {"parts": ["finger"], "side": R}),
    ("Associated surgical service: Assistant surgeon", ADJUNCT, {}),
    ("Associated surgical service: 2 day inpatient stay", ADJUNCT, {"frequency": often(None, None, 2, "day")}),
    ("Pre-op clearance with an internist", ADJUNCT, {}),
    ("Inguinal hernia repair, bilateral", OPEN, {"parts": ["groin"], "side": B}),
    # --- drugs
    ("Norco 10/325mg #120", DRUG, {"drugs": [drug(NORCO, OPIOID, "10/325mg")], "quantity": 120}),
    (
        "Hydrocodone/APAP 10-325 mg, #90 with 1 refill",
        DRUG,
        {"drugs": [drug(NORCO, OPIOID, "10-325 mg")], "quantity": 90, "refills": 1},
    ),
    ("Hydrocodone 10/325 #60", DRUG, {"drugs": [drug(NORCO, OPIOID, "10/325")], "quantity": 60}),
    (
        "Percocet 5/325mg 1 tab PO BID #60, no refills",
        DRUG,
        {
            "drugs": [drug("oxycodone/acetaminophen", OPIOID, "5/325mg", "tab")],
            "quantity": 60,
            "refills": 0,
            "frequency": often(2, "day"),
        },
    ),
    ("Ultram ER 150mg, thirty count", DRUG, {"drugs": [drug("tramadol", OPIOID, "150mg")], "quantity": 30}),
    ("Tylenol #3 #60", DRUG, {"drugs": [drug("codeine/acetaminophen", OPIOID)], "quantity": 60}),
    ("Butrans patch 10mcg/hr #4", DRUG, {"drugs": [drug("buprenorphine", OPIOID, "10mcg/hr", "patch")], "quantity": 4}),
    (
        "Flexeril 10mg, one tablet three times daily as needed, #90",
        DRUG,
        {"drugs": [drug("cyclobenzaprine", RELAXANT, "10mg", "tablet")], "quantity": 90, "frequency": often(3, "day")},
    ),
    (
        "Cyclobenzeprine HCL 7.5 mg QHS #30 times 2 refills",
        DRUG,
        {
            "drugs": [drug("cyclobenzaprine", RELAXANT, "7.5 mg")],
            "quantity": 30,
            "refills": 2,
            "frequency": often(1, "day"),
        },
    ),
    (
        "Gabapentin 300mg capsules, QTY: 90, refills: 3",
        DRUG,
        {"drugs": [drug("gabapentin", "antiepileptic", "300mg", "capsules")], "quantity": 90, "refills": 3},
    ),
    (
        "Ambien CR 12.5mg at bedtime #30",
        DRUG,
        {"drugs": [drug("zolpidem", "sedative_hypnotic", "12.5mg")], "quantity": 30, "frequency": often(1, "day")},
    ),
    ("Xanax 0.5mg #60", DRUG, {"drugs": [drug("alprazolam", "benzodiazepine", "0.5mg")], "quantity": 60}),
    (
        "Omeprazole DR 20mg #60",
        DRUG,
        {"drugs": [drug("omeprazole", "proton_pump_inhibitor", "20mg", "DR")], "quantity": 60},
    ),
    ("Zofran ODT 8mg #10", DRUG, {"drugs": [drug("ondansetron", "antiemetic", "8mg", "ODT")], "quantity": 10}),
    ("Lidoderm 5% patches, 1 box", DRUG, {"drugs": [drug("lidocaine", TOPICAL, "5%", "patches")], "quantity": 1}),
    ("Voltaren gel 1%, 100 grams", DRUG, {"drugs": [drug("diclofenac", TOPICAL, "1%", "gel")], "quantity": 100}),
    ("Terocin patches #30", DRUG, {"drugs": [drug("lidocaine/menthol", COMPOUND, None, "patches")], "quantity": 30}),
    (
        "Flurbiprofen 20%/Tramadol 20% cream 210gm",
        DRUG,
        {"drugs": [drug("flurbiprofen", COMPOUND, "20%"), drug("tramadol", COMPOUND, "20%", "cream")], "quantity": 210},
    ),
    (
        "Compound cream: Gabapentin 10%, Cyclobenzaprine 4%, Ketoprofen 10%",
        DRUG,
        {
            "drugs": [
                drug("gabapentin", COMPOUND, "10%"),
                drug("cyclobenzaprine", COMPOUND, "4%"),
                drug("ketoprofen", COMPOUND, "10%"),
            ]
        },
    ),
    ("Topical compound cream", DRUG, {}),
    ("Celebrex 200mg twice daily", DRUG, {"drugs": [drug("celecoxib", NSAID, "200mg")], "frequency": often(2, "day")}),
    (
        "Retrospective request for Medrol Dosepak (DOS 11/20/2015)",
        DRUG,
        {"drugs": [drug("methylprednisolone", "corticosteroid")], "dates": ["2015-11-20"], "retro": True},
    ),
    ("Theramine #90", DRUG, {"drugs": [drug("theramine", "nutritional")], "quantity": 90}),
    ("Colace 100mg #60", DRUG, {"drugs": [drug("docusate", "gastrointestinal", "100mg")], "quantity": 60}),
    ("Cymbalta 60mg, 30 day supply", DRUG, {"drugs": [drug("duloxetine", "antidepressant", "60mg")]}),
    ("Viagra 100mg #10", DRUG, {"drugs": [drug("sildenafil", "impotence_agent", "100mg")], "quantity": 10}),
    ("Fioricet #30", DRUG, {"drugs": [drug("butalbital/acetaminophen/caffeine", "barbiturate")], "quantity": 30}),
    ("60 tablets of Naproxen 550mg", DRUG, {"drugs": [drug("naproxen", NSAID, "550mg")], "quantity": 60}),
    ("Ninety (90) Tizanidine 4mg", DRUG, {"drugs": [drug("tizanidine", RELAXANT, "4mg")], "quantity": 90}),
    (
        "Soma 350mg, 1 by mouth every 8 hours, #90",
        DRUG,
        {"drugs": [drug("carisoprodol", RELAXANT, "350mg")], "quantity": 90, "frequency": often(3, "day")},
    ),
    ("Sumatriptan 50mg #9", DRUG, {"drugs": [drug("sumatriptan", "antimigraine", "50mg")], "quantity": 9}),
    (
        "Lovenox 40mg injections #14",
        DRUG,
        {"drugs": [drug("enoxaparin", "anticoagulant", "40mg", "injections")], "quantity": 14},
    ),
    # --- where two readings are near
    ("Pain management specialist for ESI", VISIT, {}),
    ("Radiofrequency ablation of the right knee genicular nerve", INJECTION, {"parts": ["knee"], "side": R}),
    ("Ketamine infusion", INJECTION, {"drugs": [drug("ketamine", "other")]}),
    ("Spinal manipulation 1 times 8", CHIRO, {"sessions": 8, "frequency": weekly(1, 8), "parts": ["spine"]}),
    ("Lumbar epidural steroid injection #1", INJECTION, {"parts": [LS]}),
    ("Physical therapy evaluation and 6 sessions", PT, {"sessions": 6}),
    ("Biofeedback evaluation", PSYCH, {}),
    ("Initial evaluation for functional restoration program", VISIT, {}),
    ("Acute inpatient rehabilitation physical therapy 7-10 days", PT, {"frequency": often(None, None, (7, 10), "day")}),
    ("Associated surgical service: Labs - PT/PTT", LAB, {}),
    ("Associated surgical service: LOS 2-3 days", ADJUNCT, {"frequency": often(None, None, (2, 3), "day")}),
    ("Transport to the surgery center in Los Angeles", "transportation", {}),
    ("Home aide to help with dressing", "home_health", {}),
    ("Infrared therapy, 6 visits", PT, {"sessions": 6}),
    ("Insulin syringes #100", SUPPLY, {"quantity": 100}),
    ("Dental implant #8", DENTAL, {}),
    ("Left L3, 4, 5 medial branch block", FACET, {"side": L, "levels": ["L3", "L4", "L5"]}),
    ("EMG of the bilateral upper and lower extremities", EMG, {"parts": [UE, LE], "side": B}),
    ("Intraoperative C-arm", ADJUNCT, {}),
    ("Acupuncture, once per week, QTY: 6.00", ACU, {"sessions": 6, "frequency": often(1, "week")}),
    ("Acupuncture therapy sessions lumbar spine #6", ACU, {"sessions": 6, "parts": [LS]}),
    ("Urine drug testing 4 times per year", LAB, {"frequency": often(4, "year")}),
    ("Hydrocodone (Norco) 10/325mg #60", DRUG, {"drugs": [drug(NORCO, OPIOID, "10/325mg")], "quantity": 60}),
    ("Percocet (oxycodone) 10/325mg", DRUG, {"drugs": [drug("oxycodone/acetaminophen", OPIOID, "10/325mg")]}),
    ("Meloxicam (Mobic) 15mg #30", DRUG, {"drugs": [drug("meloxicam", NSAID, "15mg")], "quantity": 30}),
    (
        "Soma 350mg #30 and Xanax 1mg #60",
        DRUG,
        {"drugs": [drug("carisoprodol", RELAXANT, "350mg"), drug("alprazolam", "benzodiazepine", "1mg")]},
    ),
    ("Gabapntin 300mg #90", DRUG, {"drugs": [drug("gabapentin", "antiepileptic", "300mg")], "quantity": 90}),
    ("Unheardofin 20mg #30", DRUG, {"quantity": 30}),
    (
        "Baclofen 10mg #90 refills x2",
        DRUG,
        {"drugs": [drug("baclofen", RELAXANT, "10mg")], "quantity": 90, "refills": 2},
    ),
    ("Cyclophene 5% cream 111.2 grams", DRUG, {"drugs": [drug("cyclobenzaprine", TOPICAL, "5%", "cream")]}),
    ("Compound Ketoprofen 20%, 240 grams", DRUG, {"drugs": [drug("ketoprofen", TOPICAL, "20%")], "quantity": 240}),
    (
        "Synapryn (10mg/1ml oral suspension) 500ml",
        DRUG,
        {"drugs": [drug("tramadol", OPIOID, "10mg/1ml", "oral suspension")], "quantity": 500},
    ),
    (
        "Duragesic 50mcg/hr patch, one every 72 hours, #10",
        DRUG,
        {"drugs": [drug("fentanyl", OPIOID, "50mcg/hr", "patch")], "quantity": 10},
    ),
    ("Botox injections", INJECTION, {"drugs": [drug("onabotulinumtoxina", "other")]}),
    (
        "Norco 10/325mg 1 tab q 6 hours prn #120",
        DRUG,
        {"drugs": [drug(NORCO, OPIOID, "10/325mg", "tab")], "quantity": 120, "frequency": often(4, "day")},
    ),
    ("Radiofrequency ablation of the right sacroiliac joint", FACET, {"parts": ["sacroiliac joint"], "side": R}),
    ("Wheelchair with elevating leg rests", DME, {}),
    ("Electrodes, 2 month supply", SUPPLY, {"frequency": often(None, None, 2, "month")}),
    ("Cardiology consult: murmur heard on two visits, takes aspirin b.i.d.", VISIT, {}),
    ("Residential treatment, 30 days", "programs", {"frequency": often(None, None, 30, "day")}),
    (
        "Naproxen 550mg, 60 with 2 refills",
        DRUG,
        {"drugs": [drug("naproxen", NSAID, "550mg")], "quantity": 60, "refills": 2},
    ),
    ("Norco #60 10/325", DRUG, {"drugs": [drug(NORCO, OPIOID, "10/325")], "quantity": 60}),
    (
        "Capsaicin/Menthol cream",
        DRUG,
        {"drugs": [drug("capsaicin", COMPOUND), drug("menthol", COMPOUND, None, "cream")]},
    ),
    ("Kera-Tek gel 4 oz", DRUG, {"drugs": [drug("menthol/methyl salicylate", COMPOUND, None, "gel")]}),
    # --- nothing known
    ("Zumbrella alignment", "other", {}),
]


class Reader:
    def __init__(self) -> None:
        nlp = spacy.blank("en")
        self.tokenize = LetterTokenizer(nlp.vocab)
        rules = load_rules().rules
        self.lexicon = Lexicon.of(rules)
        wanted = [rule for rule in rules if not rule.sections or "request" in rule.sections]
        self.matcher = RuleMatcher(wanted, nlp.vocab, self.tokenize)

    def __call__(self, heading: str) -> tuple[str, list[Tag]]:
        doc = self.tokenize(heading)
        hits = self.matcher(doc, [Section("request", 0, len(doc))])
        tags = [Tag(h.rule.label, h.start, h.end, h.rule.value, h.rule.id) for h in hits]
        return doc.text, read_request(doc.text, 0, len(doc.text), tags, self.lexicon)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def details(text: str, tags: list[Tag]) -> dict[str, Any]:
    """What was read, with empty values left out."""

    def values(label: str) -> list[str]:
        return list(dict.fromkeys(t.value for t in tags if t.label == label))

    found: list[list[str | None]] = []
    for tag in tags:
        if tag.label == "drug":
            found.append([tag.value, None, None, None])
        elif tag.label == "drug_class":
            found[-1][1] = tag.value
        elif tag.label in ("strength", "form"):
            found[-1][2 if tag.label == "strength" else 3] = text[tag.start : tag.end]
    read: dict[str, Any] = {
        "drugs": [tuple(one) for one in found],
        "parts": values("body_part"),
        "levels": values("spinal_level"),
        "dates": values("date_of_service"),
        "retro": "retrospective" in {t.label for t in tags},
        "side": next(iter(values("laterality")), None),
        "frequency": next(iter(values("frequency")), None),
    }
    for label in ("quantity", "refills", "sessions"):
        read[label] = int(values(label)[0]) if values(label) else None
    return {key: value for key, value in read.items() if value is not None and value is not False and value != []}


@pytest.mark.parametrize(("heading", "category", "expected"), HEADINGS, ids=[h for h, _, _ in HEADINGS])
def test_heading_is_read(reader: Reader, heading: str, category: str, expected: dict[str, Any]) -> None:
    text, tags = reader(heading)
    found = next((t.value for t in tags if t.label == "category"), "other")
    assert (found, details(text, tags)) == (category, expected)
