package org.relata.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relata.command.organization.OrganizationCommand.DefineDictionaryEntry;
import org.relata.command.organization.OrganizationCommand.DefineSection;
import org.relata.command.organization.OrganizationCommand.DefineUnit;
import org.relata.command.organization.OrganizationCommand.HireEmployee;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.standalone.issuer.DemoPerson;

/** Head office and three branches, ten sections, thirty employees, and the dictionaries. */
final class DemoOrganization {

  private static final String[][] BRANCHES = {
    {"bj", "北京分行", "朝阳支行", "国贸网点"},
    {"sh", "上海分行", "浦东支行", "陆家嘴网点"},
    {"sz", "深圳分行", "福田支行", "华强北网点"},
  };
  private static final String[] SECTIONS = {
    "零售银行", "财富管理", "私人银行", "公司银行", "小微金融", "机构业务", "投资银行", "国际业务", "信用卡", "养老金融"
  };
  private static final String[] STAFF = {
    "陈建国", "林美玲", "黄志强", "吴晓东", "周丽华", "徐志明", "孙玉兰", "马俊杰", "朱雪梅", "胡海涛", "郭文静", "何立新", "高秀英",
    "罗国强", "郑淑珍", "梁永康", "谢春燕", "宋子豪", "唐婉婷", "许向阳", "邓佳怡", "韩少华", "冯丽娜", "曹德明"
  };

  /** Dictionary, code, English, Chinese. */
  private static final String[][] WORDS = {
    {"region", "BJ", "Beijing", "北京"},
    {"region", "SH", "Shanghai", "上海"},
    {"region", "SZ", "Shenzhen", "深圳"},
    {"industry", "MANUFACTURING", "Manufacturing", "制造业"},
    {"industry", "TRADE", "Wholesale and retail trade", "批发零售"},
    {"industry", "TECHNOLOGY", "Information technology", "信息技术"},
    {"industry", "CONSTRUCTION", "Construction", "建筑业"},
    {"industry", "HEALTH", "Health care", "医疗卫生"},
    {"industry", "EDUCATION", "Education", "教育"},
    {"occupation", "ENGINEER", "Engineer", "工程师"},
    {"occupation", "TEACHER", "Teacher", "教师"},
    {"occupation", "DOCTOR", "Doctor", "医生"},
    {"occupation", "MERCHANT", "Merchant", "个体商户"},
    {"occupation", "RETIRED", "Retired", "退休"},
    {"occupation", "CLERK", "Clerk", "职员"},
    {"position", "PRESIDENT", "President", "行长"},
    {"position", "DEPARTMENT_HEAD", "Department head", "部门负责人"},
    {"position", "OUTLET_HEAD", "Outlet head", "网点主任"},
    {"position", "RELATIONSHIP_MANAGER", "Relationship manager", "客户经理"},
    {"position", "WEALTH_MANAGER", "Wealth manager", "理财经理"},
    {"position", "LOBBY_MANAGER", "Lobby manager", "大堂经理"},
    {"position", "ADMINISTRATOR", "Administrator", "管理员"},
    {"source", "WALK_IN", "Walked in", "自然到店"},
    {"source", "REFERRAL", "Referred by a customer", "客户转介"},
    {"source", "CAMPAIGN", "Campaign", "营销活动"},
    {"source", "PAYROLL", "Payroll", "代发工资"},
  };

  private static final Map<DemoPerson, String[]> DEMO_PEOPLE =
      Map.of(
          DemoPerson.EXECUTIVE, new String[] {"王秉章", "PRESIDENT"},
          DemoPerson.HEAD, new String[] {"李国栋", "DEPARTMENT_HEAD"},
          DemoPerson.MANAGER, new String[] {"张晓梅", "RELATIONSHIP_MANAGER"},
          DemoPerson.SECTION_ADMINISTRATOR, new String[] {"刘思远", "ADMINISTRATOR"},
          DemoPerson.SYSTEM_ADMINISTRATOR, new String[] {"赵子龙", "ADMINISTRATOR"},
          DemoPerson.COMPLIANCE_OFFICER, new String[] {"杨清廉", "ADMINISTRATOR"});

  private final DemoBank bank;

  DemoOrganization(DemoBank bank) {
    this.bank = bank;
  }

  void build() {
    UnitId headOffice = new UnitId("head-office");
    bank.add(new DefineUnit(headOffice, new Label("总行"), UnitKind.HEAD_OFFICE, null));
    List<UnitId> outlets = new ArrayList<>();
    for (String[] branch : BRANCHES) {
      UnitId main = unit(branch[0], branch[1], UnitKind.BRANCH, headOffice);
      UnitId sub = unit(branch[0] + "-sub", branch[2], UnitKind.SUB_BRANCH, main);
      outlets.add(unit(branch[0] + "-outlet", branch[3], UnitKind.OUTLET, sub));
    }
    for (int i = 0; i < SECTIONS.length; i++) {
      SectionId section = new SectionId(String.format("s%02d", i + 1));
      bank.sections.add(section);
      bank.add(new DefineSection(section, new Label(SECTIONS[i])));
    }
    for (String[] word : WORDS) {
      bank.add(
          new DefineDictionaryEntry(
              new DictionaryId(word[0]),
              new Code(word[1]),
              new Label(word[2]),
              new Label(word[3])));
    }
    hire(headOffice, outlets);
  }

  private UnitId unit(String id, String name, UnitKind kind, UnitId parent) {
    UnitId unit = new UnitId(id);
    bank.units.add(unit);
    bank.add(new DefineUnit(unit, new Label(name), kind, parent));
    return unit;
  }

  private void hire(UnitId headOffice, List<UnitId> outlets) {
    for (DemoPerson person : DemoPerson.values()) {
      String[] who = java.util.Objects.requireNonNull(DEMO_PEOPLE.get(person));
      EmployeeId id = new EmployeeId(person.employeeId());
      boolean keeper = person == DemoPerson.MANAGER;
      bank.add(
          new HireEmployee(
              id,
              new Label(who[0]),
              keeper ? outlets.getFirst() : headOffice,
              bank.sections.getFirst(),
              new Code(who[1]),
              List.of(Role.valueOf(person.role()))));
      if (keeper) {
        bank.managers.add(id);
      }
    }
    String[] positions = {"RELATIONSHIP_MANAGER", "WEALTH_MANAGER", "OUTLET_HEAD", "LOBBY_MANAGER"};
    for (int i = 0; i < STAFF.length; i++) {
      EmployeeId id = new EmployeeId(String.format("e%02d", i + 1));
      String position = positions[i % 8 < 5 ? 0 : i % 8 - 4];
      boolean keeper = position.endsWith("_MANAGER") && !position.startsWith("LOBBY");
      bank.add(
          new HireEmployee(
              id,
              new Label(STAFF[i]),
              outlets.get(i % outlets.size()),
              bank.sections.get(i % bank.sections.size()),
              new Code(position),
              keeper ? List.of(Role.RELATIONSHIP_MANAGER) : List.of()));
      if (keeper) {
        bank.managers.add(id);
      }
    }
  }
}
