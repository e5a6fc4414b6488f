"""Everything that the content specification names is asked: a table of sections and questions, and the lists word by word."""

from __future__ import annotations

import pytest

from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import library, notation, sources

ASKED = {
    ("1.1", "project"): "project_no tranche applicant organisation_key project_name status status_date withdrawal_reason target_group "
    "target_group_text planned_n goal_type target_n target_pct runtime_years traject_duration traject_weeks_min "
    "traject_weeks_max intensity hours_per_week instrument instrument_planned instrument_delivered tussendoelen "
    "entry_criteria entry_language cofinancier municipality region",
    ("1.2", "instroom"): "participant_no project cohort_group intake_date start_date planned_end gender birth_year age_at_start age_group "
    "education_origin nationality region_origin literacy dutch_level_listening dutch_level_speaking "
    "dutch_level_reading dutch_level_writing dutch_level_source inburgering_status leerroute permit_year housed_since "
    "household children_under_13 benefit benefit_loss_risk municipality klantmanager_attitude referral_channel "
    "channel_type participation_voluntary selection_result selection_reason coach coach_kind buddy employer_buddy "
    "end_goal",
    ("1.4", "activiteit"): "date instrument instrument_sub duration_min mode provider group_size attendance mechanisms tussendoelen note",
    ("1.4", "contact"): "date contact_with channel moment topic follow_up_date",
    (
        "1.6",
        "tussendoelen",
    ): "source status_KNA status_TKP status_PRE status_SOL status_NET status_SUP status_TAA status_VAK status_CUL status_MOT "
    "status_ZVT status_ZIN status_EEN status_WEL status_ZST status_WGV end_goal",
    ("1.7", "uitstroom"): "exit_date exit_code participation found_via benefit_after work_fit_coach work_fit_participant study_fit_coach "
    "study_fit_participant obstacles_left",
    ("1.8", "plaatsing"): "placement_kind job_function employer employer_size sector isco08 esco_uri contract_type contract_months_known "
    "contract_months hours_known hours_per_week loonkostensubsidie proefplaatsing wage_vs_benefit start_date end_date "
    "end_reason vog_needed",
    ("1.9", "opleiding_uitstroom"): "edu_level edu_path edu_field",
    ("1.10", "uitval"): "dropout_reason dropout_motivation dropout_week dropout_reported_by dropout_cause_participant sanction_considered",
    ("1.12", "werkgever"): "employer_name sector employer_size own_initiative motive contact_person training_attended willing_again "
    "internal_buddy WGV1 WGV2 WGV3 score_WGV",
    ("1.12", "interview"): "project interview_group interview_round interview_form interview_n",
    ("3.1", "deelnemer"): "given_name family_name cv_name pronunciation phone whatsapp_ok email postcode4 municipality talk_language "
    "reading_language interpreter_needed coach",
    ("3.1", "intake"): "intake_date intake_place intake_mode intake_coach present",
    (
        "3.2",
        "intake",
    ): "referral_channel participation_voluntary klantmanager_name klantmanager_permission hopes motivation_words motivation_card "
    "coach_impression coach_impression_reason driver_1 driver_2 driver_3",
    ("3.3", "intake"): "years_school education_origin field_origin country_education year_education diploma_in_hand diploma_recognition "
    "dutch_certificates driving_licence informal_learning wish_to_study",
    (
        "3.4",
        "intake",
    ): "job_occupation job_country job_sector job_from job_to job_tasks job_tools job_led_people job_own_business unpaid_work "
    "job_evidence years_not_working dutch_experience job_why_ended",
    (
        "3.5",
        "intake",
    ): "other_language_code other_language_level dutch_level_listening dutch_level_speaking dutch_level_reading dutch_level_writing "
    "dutch_level_source dutch_level_date exams_passed last_lesson speaks_dutch_with can_say_wish understands_address",
    (
        "3.6",
        "intake",
    ): "read_own_script write_own_script latin_script digital_telefoon_app digital_email_sturen digital_formulier digital_digid "
    "digital_vergadering digital_document digital_tabel digital_bestand numeracy_geld numeracy_optellen numeracy_klok numeracy_meten "
    "numeracy_tabel_lezen numeracy_procenten numeracy_check_right",
    (
        "3.7",
        "intake",
    ): "needs_consent work_limit work_needs obstacles_help action_obstacle action_text action_owner children_under_4 children_4_12 "
    "childcare_arranged available_hours debts housing benefit_effect_explained",
    (
        "3.8",
        "intake",
    ): "hours_per_week_wanted day_parts earliest_start max_travel_minutes travel_means shifts indoor_outdoor people_or_alone "
    "work_demands minimum_pay pay_reality_shown occupation_refused occupation_refused_why",
    (
        "3.9",
        "intake",
    ): "offer offer_weeks effort effort_hours klantmanager_room consequences perspective_short perspective_long complaints_explained "
    "discussed understood expectations_language signed_date initials signature",
    ("3.10", "toestemming"): "what why who how_long rights consent_c1_understood "
    + " ".join(f"consent_c{number} consent_c{number}_withdrawn" for number in range(2, 9)),
    ("4.1", "talentscan"): "qualities qualities_other qualities_both qualities_self_only qualities_others_only word_stress word_solution",
    ("4.2", "talentscan"): " ".join(
        f"{skill} {skill}_where {skill}_like" for skill in (f"K{k}_{n}" for k in range(1, 7) for n in range(1, 5))
    )
    + " skill_K1 skill_K2 skill_K3 skill_K4 skill_K5 skill_K6 talents reserve learning",
    ("4.3", "talentscan"): " ".join(f"{letter}{n}" for letter in "RIASEC" for n in range(1, 7))
    + " holland_code differentiation flat_profile "
    "consistency tie_1 tie_2 tie_3 not_known unclear_interest list_did_not_fit",
    ("4.4", "talentscan"): "occupation_function occupation_other occupation_horizon real_language real_diploma real_certificate real_jobs "
    "real_distance real_physical real_demands real_income real_path occupation_next_step occupation_try coach_remark "
    "scan_date",
    ("5 A", "toekomstplan"): "dream_job dream_job_why first_job first_job_helps alternative education_goal goal_horizon own_words",
    ("5 B", "toekomstplan"): "start_talents start_language start_diplomas start_obstacles",
    ("5 C", "toekomstplan"): "check_path check_language check_occupation labour_market_seen income_talk support_home feasible real_jobs",
    (
        "5 D",
        "toekomstplan",
    ): "step_what step_instrument step_tussendoel step_mechanism step_owner step_start step_deadline step_frequency step_help "
    "step_evidence step_status step_dropped_reason step_obstacle",
    ("5 E", "toekomstplan"): "goal_text goal_measure goal_measured_by goal_start goal_mid goal_end",
    (
        "5 F",
        "toekomstplan",
    ): "agreement_participant contact_frequency klantmanager_agrees room_education_until travel_costs_paid benefit_during_wep "
    "employer_contact employer_hours_build",
    ("5 G", "toekomstplan"): "review_moment review_date review_good review_not_good review_adjust review_work_fit review_study_fit",
    (
        "5 H",
        "toekomstplan",
    ): "participant_signature participant_initials coach_signature coach_initials klantmanager_initials explained_language copy_given",
    ("7.4", "vervolgmeting"): "F1 F2 F3 F5 F6 F7 F9 F8A F8B F8C",
    ("7.4", "nameting"): "F1 F2 F3 F4 F5 F6 F7 F9 F8A F8B F8C",
    ("7.7", "nulmeting"): "helper_role practice_1 practice_2 started ended wave",
    ("7.9", "nulmeting"): "help_card safety_share share_scores",
    ("VIP 2.1", "pitch"): "pitch_form pitch_text pitch_audio pitch_video",
    ("VIP 4.1", "praktijkdiagnose"): "tried_sector group_together group_asks group_on_time strengths",
}
WORDS = {
    "drijfveer": "geld familie leren helpen taal bezig status zekerheid zelfstandig gezin samen",
    "hoop": "baan opleiding kennis solliciteren taal mensen",
    "kwaliteit": "op_tijd betrouwbaar rustig sterk precies vriendelijk snel_leren doorzetten samenwerken zelfstandig creatief "
    "eerlijk behulpzaam leiding flexibel nieuwsgierig",
    "waar_geleerd": "thuis werk_daar werk_hier school vrijwilliger onderweg",
    "werknodig": "pauzes niet_tillen rustig minder_uren anders",
    "werkeis": "varken alcohol verzorgen kleding pauze vrij",
    "reistijd": "15 30 45 60",
    "kan": "0 1 2",
    "rs2": "0 1 2 8 9",
    "rs3": "0 1 2 8 9",
    "rs4": "0 1 2 8 9",
    "rs5": "1 0 8 9",
    "evaluatiemoment": "week6 maand3 maand6 plaatsing_dag plaatsing_week plaatsing_maand plaatsing_maand3 plaatsing_maand6",
    "eigenaar": "deelnemer coach buddy klantmanager werkgever",
    "fitheid": "1 2 3 4 99",
    "selectie": "1 2 3 4 99",
    "contracttype": "1 2 3 4 5 99",
    "inburgering": "1 2 3 4 5 97 99",
    "projectstatus": "L A T",
}
UNASKED = ("note", "calculate", "begin_group", "begin_repeat")
NEVER = ("bsn", "diagnos", "religi", "geloof", "asiel", "v-nummer", "zwart werk")
"""Spec 3.11: what no question asks."""


@pytest.mark.parametrize(("section", "form"), ASKED, ids="-".join)
def test_everything_that_a_section_names_is_asked(section, form):
    names = {row.cells.get("name") for row in sources.workbook(library.path(form)).rows("survey")}
    assert set(ASKED[section, form].split()) - names == set()


@pytest.mark.parametrize("name", WORDS)
def test_a_list_offers_what_the_specification_names(name):
    listed = notation.compose(notation.read_text(data_folder("forms") / "lists" / f"{name}.yaml"))["choices"]
    assert set(WORDS[name].split()) - {row["name"] for row in listed} == set()


@pytest.mark.parametrize("form", library.names())
def test_what_is_never_to_be_recorded_is_never_asked(form):
    asked = [row.cells for row in sources.workbook(library.path(form)).rows("survey") if row.cells.get("type") not in UNASKED]
    labels = {cells["name"]: cells.get("label", "").lower() for cells in asked if "label" in cells}
    assert {name for name, label in labels.items() if any(word in label for word in NEVER)} == set()
