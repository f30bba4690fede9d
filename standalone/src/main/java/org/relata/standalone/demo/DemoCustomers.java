package org.relata.standalone.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.AddContactPerson;
import org.relata.command.customer.CustomerCommand.AddContactPoint;
import org.relata.command.customer.CustomerCommand.DefineCustomField;
import org.relata.command.customer.CustomerCommand.GiveConsent;
import org.relata.command.customer.CustomerCommand.LinkCustomers;
import org.relata.command.customer.CustomerCommand.MarkContactPointDead;
import org.relata.command.customer.CustomerCommand.MergeCustomers;
import org.relata.command.customer.CustomerCommand.RecordCreditRating;
import org.relata.command.customer.CustomerCommand.RecordFinancialProfile;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerCommand.SetCustomFields;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/** People, companies and institutions, how they are reached, and how they belong together. */
final class DemoCustomers {

  private static final int PEOPLE = 380;
  private static final int INSTITUTIONS = 30;
  private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
  private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅雪晨宇欣怡子涵浩然思琪";
  private static final int EVERY_FOREIGNER = 40;
  private static final String[] LATIN_NAMES = {
    "Anna Schmidt", "John Miller", "Maria García", "Pierre Dubois", "Jan Novák"
  };
  private static final String[] TRADES = {
    "科技", "贸易", "机械", "建筑", "电子", "食品", "物流", "医药", "纺织", "新能源"
  };
  private static final String[] WORDS = {
    "华信", "金源", "宏达", "鼎盛", "恒通", "瑞丰", "天成", "博远", "中联", "永兴"
  };
  private static final String[] HOUSES = {"人民医院", "实验中学", "设计研究院", "财政局", "图书馆", "职业学院"};
  private static final String[] REGIONS = {"BJ", "SH", "SZ"};
  private static final CustomFieldId NEWSLETTER = new CustomFieldId("newsletter");

  private final DemoBank bank;

  DemoCustomers(DemoBank bank) {
    this.bank = bank;
  }

  void build() {
    bank.add(
        new DefineCustomField(
            new CustomField(
                NEWSLETTER,
                Set.of(CustomerKind.values()),
                new Label("Newsletter 刊物"),
                CustomField.Type.CHOICE,
                false,
                List.of(new Label("weekly"), new Label("monthly"), new Label("never")))));
    for (int i = 1; i <= DemoBank.CUSTOMERS; i++) {
      CustomerId id = new CustomerId(String.format(Locale.ROOT, "c%04d", i));
      if (i <= PEOPLE) {
        person(id, i);
      } else {
        company(id, i, i > DemoBank.CUSTOMERS - INSTITUTIONS);
      }
      reach(id, i);
    }
    link();
    duplicate();
  }

  private void person(CustomerId id, int number) {
    bank.personal.add(id);
    LocalDate birth = LocalDate.of(1938, 1, 1).plusDays(bank.below(25_000));
    String name =
        ""
            + SURNAMES.charAt(bank.below(SURNAMES.length()))
            + given()
            + (bank.chance(70) ? given() : "");
    String region = bank.oneOf(REGIONS);
    String idCard =
        String.format(
            Locale.ROOT,
            "110105%s%04d",
            birth.format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE),
            number);
    bank.add(
        new RegisterCustomer(
            id,
            CustomerKind.PERSONAL,
            new Label(
                number % EVERY_FOREIGNER == 0
                    ? LATIN_NAMES[number / EVERY_FOREIGNER % LATIN_NAMES.length]
                    : name),
            List.of(new IdentityDocument(new Code("ID_CARD"), idCard)),
            new Profile(
                new Code(region),
                null,
                new Code(
                    birth.getYear() < 1963
                        ? "RETIRED"
                        : bank.oneOf("ENGINEER", "TEACHER", "DOCTOR", "MERCHANT", "CLERK")),
                birth,
                bank.chance(50) ? Profile.Gender.FEMALE : Profile.Gender.MALE,
                bank.oneOf(Profile.FamilyStage.values()),
                new Code(bank.oneOf("WALK_IN", "REFERRAL", "CAMPAIGN", "PAYROLL")),
                bank.sections.get(bank.below(3)),
                bank.oneOf(bank.units),
                DemoBank.FIRST_DAY.minusDays(bank.below(3_000)),
                null,
                null,
                null)));
  }

  private char given() {
    return GIVEN.charAt(bank.below(GIVEN.length()));
  }

  private void company(CustomerId id, int number, boolean institution) {
    bank.companies.add(id);
    String region = bank.oneOf(REGIONS);
    String city = region.equals("BJ") ? "北京" : region.equals("SH") ? "上海" : "深圳";
    String name =
        institution
            ? city + "市第" + (number % 9 + 1) + bank.oneOf(HOUSES)
            : city + bank.oneOf(WORDS) + bank.oneOf(TRADES) + number % 10 + "号有限公司";
    bank.add(
        new RegisterCustomer(
            id,
            institution ? CustomerKind.INSTITUTIONAL : CustomerKind.CORPORATE,
            new Label(name),
            List.of(
                new IdentityDocument(
                    new Code("USCC"), String.format(Locale.ROOT, "9111010%011d", number))),
            new Profile(
                new Code(region),
                new Code(
                    institution
                        ? bank.oneOf("HEALTH", "EDUCATION")
                        : bank.oneOf("MANUFACTURING", "TRADE", "TECHNOLOGY", "CONSTRUCTION")),
                null,
                null,
                null,
                null,
                new Code(bank.oneOf("WALK_IN", "REFERRAL", "CAMPAIGN")),
                bank.sections.get(institution ? 5 : bank.between(3, 7)),
                bank.oneOf(bank.units),
                DemoBank.FIRST_DAY.minusDays(bank.below(4_000)),
                LocalDate.of(1990 + number % 35, 1 + number % 12, 1),
                institution ? bank.oneOf(Profile.AdministrativeLevel.values()) : null,
                null)));
    for (int i = 1; i <= bank.between(1, 3); i++) {
      bank.add(
          new AddContactPerson(
              id,
              new ContactPerson(
                  new ContactPersonId("p" + i),
                  new Label(
                      "" + SURNAMES.charAt(bank.below(SURNAMES.length())) + given() + given()),
                  new Label(bank.oneOf("财务总监", "总经理", "会计", "采购经理")),
                  bank.oneOf(ContactPerson.DecisionRole.values()),
                  bank.between(10, 100),
                  bank.oneOf(ContactPerson.Attitude.values()))));
    }
    if (!institution) {
      finances(id);
    }
  }

  private void finances(CustomerId id) {
    BigDecimal assets = BigDecimal.valueOf(bank.between(3, 900)).movePointRight(6);
    bank.add(
        new RecordFinancialProfile(
            id,
            new FinancialProfile(
                LocalDate.of(2025, 12, 31),
                FinancialProfile.StatementKind.ANNUAL,
                cny(assets),
                cny(assets.divideToIntegralValue(BigDecimal.valueOf(5))),
                true,
                bank.chance(60),
                cny(assets.divideToIntegralValue(BigDecimal.TEN)))));
    bank.add(
        new RecordCreditRating(
            id,
            new Label(bank.oneOf("AAA", "AA", "A", "BBB", "BB")),
            new Label("中诚信"),
            LocalDate.of(2026, 3, 31)));
  }

  static Money cny(BigDecimal amount) {
    return Money.of(amount.toPlainString(), "CNY");
  }

  private void reach(CustomerId id, int number) {
    ContactPointId phone = new ContactPointId("phone");
    boolean mail = bank.chance(40);
    point(
        id, phone, ContactPoint.Kind.PHONE, String.format(Locale.ROOT, "139%08d", number * 7_919));
    if (mail) {
      String address = "customer" + number + "@example.com";
      point(id, new ContactPointId("mail"), ContactPoint.Kind.EMAIL, address);
    }
    if (bank.chance(8)) {
      bank.add(new MarkContactPointDead(id, phone));
    }
    if (bank.chance(50)) {
      bank.add(new GiveConsent(id, new Code("MARKETING"), ContactPoint.Kind.PHONE));
    }
    if (bank.chance(10)) {
      Map<CustomFieldId, @Nullable Label> values =
          Map.of(NEWSLETTER, new Label(bank.oneOf("weekly", "monthly", "never")));
      bank.add(new SetCustomFields(id, values));
    }
  }

  private void point(CustomerId id, ContactPointId point, ContactPoint.Kind kind, String value) {
    boolean preferred = kind == ContactPoint.Kind.PHONE;
    bank.add(new AddContactPoint(id, point, kind, new Label(value), preferred));
  }

  /** Every tenth company is the parent of the three behind it; some people share a household. */
  private void link() {
    for (int i = 0; i + 3 < 80; i += 10) {
      for (int member = 1; member <= 3; member++) {
        CustomerLink link =
            new CustomerLink(
                new LinkId("group-" + i + "-" + member),
                bank.companies.get(i),
                bank.companies.get(i + member),
                CustomerLink.Kind.GROUP_MEMBER,
                BigDecimal.valueOf(bank.between(20, 100)),
                LocalDate.of(2020, 1, 1));
        bank.add(new LinkCustomers(link));
      }
    }
    for (int i = 0; i < 60; i += 2) {
      CustomerLink link =
          new CustomerLink(
              new LinkId("household-" + i),
              bank.personal.get(i),
              bank.personal.get(i + 1),
              CustomerLink.Kind.HOUSEHOLD,
              null,
              null);
      bank.add(new LinkCustomers(link));
    }
  }

  /** Somebody who came a second time and was taken down by another name. */
  private void duplicate() {
    CustomerId duplicate = new CustomerId("c0501");
    Label name = new Label("罗明燕");
    bank.add(new RegisterCustomer(duplicate, CustomerKind.PERSONAL, name, null, null));
    point(duplicate, new ContactPointId("wechat"), ContactPoint.Kind.WECHAT, "luomingyan");
    bank.add(new MergeCustomers(bank.personal.getFirst(), duplicate));
  }
}
