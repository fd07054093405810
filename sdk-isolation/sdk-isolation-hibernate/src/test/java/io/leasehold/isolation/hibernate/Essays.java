package io.leasehold.isolation.hibernate;

import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.By;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.SQL;

/** A repository of Jakarta Data: Hibernate's processor writes it, on a stateless session. */
@Repository
interface Essays extends BasicRepository<Essay, Long> {

  StatelessSession session();

  @Find
  List<Essay> titled(@By("title") String title);

  @Query("select title from Essay order by id")
  List<String> titles();

  @Query("update Essay set title = :title")
  int rename(String title);

  @Query("delete from Essay where id = :id")
  int forget(long id);

  @SQL("select title from labs.essay")
  List<String> titlesBySql();

  @SQL("update labs.essay set title = :title where id = :id")
  int renameBySql(String title, long id);

  @Insert
  void add(Essay essay);

  @Update
  void change(Essay essay);

  @Delete
  void remove(Essay essay);
}
